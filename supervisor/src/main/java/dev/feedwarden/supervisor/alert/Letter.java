package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it is text or HTML. Every string is one line.
 *
 * @param earlier how many moments came before the timeline that is shown
 * @param link to the incident on the page; null for none
 */
record Letter(
        Level level,
        String headline,
        String message,
        List<Fact> facts,
        List<Incident.Moment> timeline,
        int earlier,
        @Nullable String link) {

    /** A named value: {@code Since} and a time. */
    record Fact(String name, String value) {}

    private static final int MOST_LINE = 400;

    private static final int MOST_MOMENTS = 20;

    private static final int MOST_AFFECTED = 8;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Letter of(Announcement announcement, @Nullable URI page) {
        Incident incident = announcement.incident();
        int earlier = Math.max(0, incident.timeline().size() - MOST_MOMENTS);
        List<Incident.Moment> timeline = incident.timeline().stream()
                .skip(earlier)
                .map(moment -> new Incident.Moment(moment.time(), line(moment.kind()), line(moment.text())))
                .toList();
        return new Letter(
                SubjectLine.level(announcement),
                line(incident.subject() + ": " + announcement.about()),
                message(announcement),
                facts(announcement),
                timeline,
                earlier,
                page == null
                        ? null
                        : page.resolve("#" + HeaderText.token(incident.id())).toASCIIString());
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    private static List<Fact> facts(Announcement announcement) {
        Incident incident = announcement.incident();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Value", line(announcement.value())));
        facts.add(new Fact("Since", time(incident.opened()) + ", for " + lasting(announcement)));
        facts.add(new Fact("Severity", announcement.severity().word()));
        facts.add(new Fact("Rule", line(incident.rule())));
        facts.add(new Fact("Incident", line(incident.id())));
        if (!announcement.affected().isEmpty()) {
            facts.add(new Fact("Affected", line(affected(announcement.affected()))));
        }
        if (announcement.next() != null) {
            facts.add(new Fact("Next", line(announcement.next())));
        }
        return List.copyOf(facts);
    }

    private static String affected(List<String> all) {
        String first = all.stream().limit(MOST_AFFECTED).collect(Collectors.joining(", "));
        return all.size() <= MOST_AFFECTED ? first : first + " and " + (all.size() - MOST_AFFECTED) + " more";
    }

    private static String message(Announcement announcement) {
        return switch (announcement.occasion()) {
            case REACHED -> "The level is " + announcement.level().word() + " now.";
            case WARNED -> "The trouble lasts for " + lasting(announcement) + ".";
            case ESCALATED -> "Everything that could be tried was tried. A person is needed.";
            case REMINDED -> "It lasts for " + lasting(announcement) + ", and nobody has acknowledged it.";
            case PASSED_ON ->
                "Those who were told first have not acknowledged it within " + lasting(announcement) + ".";
            case RESOLVED -> "All is well again, after " + lasting(announcement) + ".";
        };
    }

    private static String lasting(Announcement announcement) {
        return SpanText.of(Duration.between(announcement.incident().opened(), announcement.time()));
    }

    private static String line(String text) {
        return HeaderText.line(text, MOST_LINE);
    }
}
