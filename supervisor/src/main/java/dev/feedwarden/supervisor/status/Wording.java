package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.Condition;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Threshold;
import dev.feedwarden.rules.measure.Dimension;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.recovery.Decision;
import dev.feedwarden.supervisor.recovery.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is written for a person in timelines and announcements. */
final class Wording {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Wording() {}

    /** As {@code /api/status} names it: {@code s}, {@code bytes}, {@code share} or empty. */
    static String symbol(Unit unit) {
        return switch (unit) {
            case NONE -> "";
            case SECONDS -> "s";
            case BYTES -> "bytes";
            case SHARE -> "share";
        };
    }

    /** {@code red: 12 s}. */
    static String reached(Level level, String value) {
        return level.word() + ": " + value;
    }

    /** The level that a line of {@link #reached} tells of; {@code GREY} for any other line. */
    static Level levelOf(String text) {
        for (Level level : Level.values()) {
            if (text.startsWith(level.word() + ":")) {
                return level;
            }
        }
        return Level.GREY;
    }

    /** What has become different besides the level. */
    static List<String> marked(Marks before, Marks now) {
        List<String> texts = new ArrayList<>();
        if (now.flapping() && !before.flapping()) {
            texts.add("flapping: it changes too often; this is the worst of it until it is calm");
        } else if (before.flapping() && !now.flapping()) {
            texts.add("calm again: no longer flapping");
        }
        if (now.mail() && !before.mail()) {
            texts.add("the threshold for mails is reached");
        }
        if (!Objects.equals(before.heldBackBy(), now.heldBackBy())) {
            texts.add(
                    now.heldBackBy() == null
                            ? "no longer held back: " + before.heldBackBy() + " is not red any more"
                            : "held back: " + now.heldBackBy() + " is red and the cause");
        }
        return texts;
    }

    /** {@code 12 s, flapping}. */
    static String value(Dimension dimension, double value, Marks marks) {
        return dimension.print(value) + (marks.flapping() ? ", flapping" : "");
    }

    /** {@code red above 10 s}; null for a level that has no threshold. */
    static @Nullable String limit(Rule rule, Level level) {
        @Nullable Threshold threshold = rule.thresholds().of(level);
        return threshold == null
                ? null
                : threshold.enter().any().stream()
                        .map(one ->
                                word(one.operator()) + " " + rule.dimension().print(one.bound()))
                        .collect(Collectors.joining(" or ", level.word() + " ", ""));
    }

    private static String word(Condition.Operator operator) {
        return switch (operator) {
            case ABOVE -> "above";
            case AT_LEAST -> "from";
            case BELOW -> "below";
            case AT_MOST -> "down to";
            case IS -> "at";
            case IS_NOT -> "at anything but";
        };
    }

    /** The kind of a moment. */
    static String kind(Decision.Kind kind) {
        return switch (kind) {
            case WARN, ACT, ESCALATE -> "action";
            case SUCCEEDED, FAILED -> "outcome";
            case OBSERVED, REPORT_ONLY, WITHHELD, TOLD, WAITING, REARMED -> "note";
        };
    }

    /** {@code escalated to me@example.com}. */
    static String told(Occasion occasion, List<String> to) {
        return occasion.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " to " + String.join(", ", to);
    }

    /** The same trouble ended a while ago. */
    static String reopens(String incident, Duration since) {
        String span = since.toMinutes() < 2 ? since.toSeconds() + " s" : since.toMinutes() + " min";
        return "re-opens " + incident + ", which was closed " + span + " before";
    }

    /** {@code acknowledged by ann until 2026-03-01 12:00:00 UTC: on my way}. */
    static String acknowledged(Acknowledgement by) {
        return "acknowledged by " + by.by() + " until " + DAY_AND_CLOCK.format(by.until())
                + (by.why().isEmpty() ? "" : ": " + by.why());
    }

    /** {@code silenced by ann (s-3): the exchange moves}. */
    static String silenced(Silence silence) {
        return "silenced by " + silence.by() + " (" + silence.id() + "): " + silence.why();
    }

    /** {@code From 2026-03-01 10:00:00 UTC until 2026-03-02 10:00:00 UTC, Sat 02:00-04:00 (Europe/Berlin)}. */
    static String span(Silence silence) {
        return "From " + DAY_AND_CLOCK.format(silence.from())
                + (silence.until() == null ? "" : " until " + DAY_AND_CLOCK.format(silence.until()))
                + (silence.weekly() == null ? "" : ", " + silence.weekly() + " (" + silence.zone() + ")");
    }

    static String decided(Decision decision) {
        String step = decision.step();
        return switch (decision.kind()) {
            case WARN, ACT, ESCALATE -> step + " (step " + decision.rung() + " of " + decision.ladder() + ")";
            case OBSERVED ->
                step + " would be done (step " + decision.rung() + " of " + decision.ladder()
                        + "), but it only observes";
            case REPORT_ONLY, WITHHELD -> step + " left out: " + decision.why();
            case TOLD -> step + " left out: a person was told already";
            case WAITING -> step + " waits: " + decision.why();
            case REARMED ->
                decision.ladder() + " begins again at the bottom: nothing became better, and a person is"
                        + " needed still";
            case SUCCEEDED -> step + " helped";
            case FAILED -> step + " did not help";
        };
    }

    /** What comes next and when; null at the top of a ladder. */
    static @Nullable String next(@Nullable Progress progress, UnaryOperator<Instant> wall) {
        if (progress == null || progress.next() == null || progress.nextAt() == null) {
            return null;
        }
        return progress.next() + " at " + CLOCK.format(wall.apply(progress.nextAt()));
    }
}
