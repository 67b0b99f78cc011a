package dev.feedwarden.supervisor.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is told of what it covers while it is in force; everything is watched, repaired and shown as ever.
 *
 * @param id {@code s-} and a number that grows
 * @param rule the rule's id, with {@code *} for any characters; null for every rule
 * @param subject an instance, which stands for its streams too, or {@code id/stream}, with {@code *} for any characters;
 *     null for every subject
 * @param from when it begins
 * @param until when it is over; null for never, which only a recurring one may be
 * @param weekly within that time the hours in which it is in force, as calendars write them, such as
 *     {@code Sat 02:00-04:00}; null for all of it
 * @param zone the time zone of those hours; null exactly where there are none
 * @param by who asked for it
 * @param why one line
 * @param remindedAt when people were last reminded of it; null for never
 * @param ended whether nothing is left of it
 */
public record Silence(
        String id,
        @Nullable String rule,
        @Nullable String subject,
        Instant from,
        @Nullable Instant until,
        @Nullable String weekly,
        @Nullable String zone,
        String by,
        String why,
        @Nullable Instant remindedAt,
        boolean ended) {

    public Silence {
        if (weekly == null ^ zone == null) {
            throw new IllegalArgumentException("expected weekly and zone together");
        }
        if (until == null && weekly == null) {
            throw new IllegalArgumentException("expected an end, unless it recurs");
        }
    }

    /** The number in the id. */
    public long number() {
        return Ids.number("s-", id);
    }

    /** The same, over at a moment. */
    public Silence end(Instant time) {
        return new Silence(id, rule, subject, from, time, weekly, zone, by, why, remindedAt, true);
    }

    /** The same, after people were reminded of it. */
    public Silence reminded(Instant time) {
        return new Silence(id, rule, subject, from, until, weekly, zone, by, why, time, ended);
    }
}
