package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trouble with one subject by one rule, from the first level that is not green to green again.
 *
 * @param id {@code i-} and a number that grows
 * @param level the level now; after it is closed, the worst it had
 * @param mailed whether a person was told, so that a closing mail is owed
 * @param root the incident that tells of this one too, because it is the cause or began before; null for none
 * @param thread what all mails about it have in common, and those of the one that it went on from
 * @param attention who knows of it
 * @param timeline what happened, oldest first
 */
public record Incident(
        String id,
        String rule,
        String subject,
        Level level,
        Instant opened,
        @Nullable Instant closed,
        boolean mailed,
        @Nullable String root,
        String thread,
        Attention attention,
        List<Moment> timeline) {

    public Incident {
        timeline = List.copyOf(timeline);
    }

    /** The thread of an incident that goes on from no other. The time keeps two stores apart that both begin at 1. */
    public static String thread(String id, Instant opened) {
        return id + "-" + opened.toEpochMilli();
    }

    /** The number in the id. */
    public long number() {
        return Ids.number("i-", id);
    }

    /**
     * One thing that happened.
     *
     * @param kind {@code change}, {@code action}, {@code outcome}, {@code mail}, {@code person} or {@code note}
     * @param text one line for a person
     */
    public record Moment(Instant time, String kind, String text) {}
}
