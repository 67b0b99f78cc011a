package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import java.time.Duration;
import java.util.Locale;

/**
 * The subject of a mail: {@code [RED] deribit: No tick from Deribit (12 s)}. At most 120 characters; the rule's sentence is
 * cut first. Colours are words, since the mail client breaks emoji.
 */
final class SubjectLine {

    private static final int MOST = 120;

    private static final int MOST_SUBJECT = 40;

    private static final int MOST_VALUE = 24;

    private SubjectLine() {}

    static String of(Announcement announcement) {
        String before = "[" + level(announcement).word().toUpperCase(Locale.ROOT) + "] "
                + HeaderText.line(announcement.incident().subject(), MOST_SUBJECT) + ": " + note(announcement);
        String value = HeaderText.line(announcement.value(), MOST_VALUE);
        boolean told = announcement.occasion() != Announcement.Occasion.RESOLVED && !value.isEmpty();
        String after = told ? " (" + value + ")" : "";
        return before + HeaderText.line(announcement.about(), MOST - before.length() - after.length()) + after;
    }

    /** What the mail says of the subject: a warning is at least yellow, an escalation red, the end green. */
    static Level level(Announcement announcement) {
        return switch (announcement.occasion()) {
            case REACHED, REMINDED, PASSED_ON -> announcement.level();
            case WARNED -> Level.YELLOW.worse(announcement.level());
            case ESCALATED -> Level.RED;
            case RESOLVED -> Level.GREEN;
        };
    }

    private static String note(Announcement announcement) {
        return switch (announcement.occasion()) {
            case REACHED, WARNED -> "";
            case ESCALATED -> "a person is needed: ";
            case REMINDED -> "lasts for " + lasting(announcement) + ": ";
            case PASSED_ON -> "nobody takes care: ";
            case RESOLVED -> "over after " + lasting(announcement) + ": ";
        };
    }

    private static String lasting(Announcement announcement) {
        return SpanText.of(Duration.between(announcement.incident().opened(), announcement.time()));
    }
}
