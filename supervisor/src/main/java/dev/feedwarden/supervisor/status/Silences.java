package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.read.WindowText;
import dev.feedwarden.supervisor.alert.Coverage;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The silences that are not over, at most {@value #MOST}. Times are the wall clock's, which people mean. Pure. */
final class Silences {

    static final int MOST = 1_000;

    private final Map<String, Known> known = new LinkedHashMap<>();
    private long nextNumber;

    /** @param resumed those that an earlier process left */
    Silences(List<Silence> resumed, long nextNumber) {
        this.nextNumber = nextNumber;
        resumed.forEach(this::put);
    }

    /** The id of the next one. */
    String nextId() {
        return "s-" + nextNumber++;
    }

    boolean isFull() {
        return known.size() >= MOST;
    }

    /** Adds or replaces one; takes it out if it is over. */
    void put(Silence silence) {
        if (silence.ended()) {
            known.remove(silence.id());
        } else {
            known.put(silence.id(), new Known(silence));
        }
    }

    /** One that is not over; null for none. */
    @Nullable
    Silence find(String id) {
        @Nullable Known found = known.get(id);
        return found == null ? null : found.silence;
    }

    List<Silence> all() {
        return known.values().stream().map(one -> one.silence).toList();
    }

    /** Those whose time is over. */
    List<Silence> over(Instant now) {
        List<Silence> over = new ArrayList<>();
        for (Known one : known.values()) {
            Instant until = one.silence.until();
            if (until != null && !until.isAfter(now)) {
                over.add(one.silence);
            }
        }
        return over;
    }

    /** Whether it is in force now. */
    boolean isInForce(Silence silence, Instant now) {
        @Nullable Known one = known.get(silence.id());
        return one != null && one.isInForce(now);
    }

    /** The one that covers a trouble now and does so for longest; null for none. */
    @Nullable
    Cover cover(Trouble trouble, Instant now) {
        @Nullable Cover longest = null;
        for (Known one : known.values()) {
            if (one.isInForce(now) && one.coverage.covers(trouble)) {
                Cover cover = new Cover(one.silence, one.until(now));
                if (longest == null || longest.endsBefore(cover)) {
                    longest = cover;
                }
            }
        }
        return longest;
    }

    /**
     * A silence that covers something now.
     *
     * @param until until when it does so without a break; null for ever
     */
    record Cover(Silence silence, @Nullable Instant until) {

        private boolean endsBefore(Cover other) {
            return until != null && (other.until == null || until.isBefore(other.until));
        }
    }

    private static final class Known {

        private final Silence silence;
        private final Coverage coverage;
        private final @Nullable Calendar hours;

        private Known(Silence silence) {
            this.silence = silence;
            coverage = new Coverage(silence.rule(), silence.subject());
            hours = hours(silence);
        }

        private boolean isInForce(Instant now) {
            Instant until = silence.until();
            return !now.isBefore(silence.from())
                    && (until == null || now.isBefore(until))
                    && (hours == null || hours.isOpen(now));
        }

        private @Nullable Instant until(Instant now) {
            @Nullable Instant end = silence.until();
            @Nullable Instant closes = hours == null ? null : hours.nextChange(now);
            return end == null || (closes != null && closes.isBefore(end)) ? closes : end;
        }

        private static @Nullable Calendar hours(Silence silence) {
            return silence.weekly() == null
                    ? null
                    : new Calendar(
                            silence.id(),
                            ZoneId.of(Objects.requireNonNull(silence.zone())),
                            Objects.requireNonNull(
                                    WindowText.weekly(silence.weekly()), "checked when the silence was made"),
                            Map.of(),
                            Map.of());
        }
    }
}
