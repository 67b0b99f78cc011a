package dev.feedwarden.rules;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the readings of a metric of a subject: a hash table of its own, because every reading is looked up here, by two
 * texts that need not be put together for it. Costs about 100 bytes for each source and 24 for each seat.
 */
final class Seats {

    private static final int FIRST = 16;

    private @Nullable Source[] table = new Source[FIRST];
    private int size;

    /** The source that somebody is seated at; null for none. */
    @Nullable
    Source find(String metric, String subject) {
        int hash = hash(metric, subject);
        for (Source each = table[slot(hash)]; each != null; each = each.next) {
            if (each.hash == hash && each.subject.equals(subject) && each.metric.equals(metric)) {
                return each;
            }
        }
        return null;
    }

    /**
     * Lets a judge take the readings of a source.
     *
     * @param other whether they are of the measure's other metric
     */
    void add(String metric, String subject, Judge judge, boolean other) {
        Source source = find(metric, subject);
        if (source == null) {
            if (size == table.length) {
                grow();
            }
            source = new Source(metric, subject, hash(metric, subject));
            put(source);
            size++;
        }
        source.seats = Arrays.copyOf(source.seats, source.seats.length + 1);
        source.seats[source.seats.length - 1] = new Seat(judge, other);
    }

    /** Takes a source out, with all who are seated there; does nothing where there is none. */
    void remove(String metric, String subject) {
        Source removed = find(metric, subject);
        if (removed == null) {
            return;
        }
        removed.seats = Source.EMPTY; // readings that wait for their time find nobody any more
        int slot = slot(removed.hash);
        @Nullable Source before = null;
        for (Source each = table[slot]; each != removed && each != null; each = each.next) {
            before = each;
        }
        if (before == null) {
            table[slot] = removed.next;
        } else {
            before.next = removed.next;
        }
        size--;
    }

    private void grow() {
        @Nullable Source[] old = table;
        table = new Source[2 * old.length];
        for (Source first : old) {
            for (Source each = first; each != null; ) {
                Source next = each.next;
                put(each);
                each = next;
            }
        }
    }

    private void put(Source source) {
        int slot = slot(source.hash);
        source.next = table[slot];
        table[slot] = source;
    }

    private int slot(int hash) {
        return hash & (table.length - 1);
    }

    private static int hash(String metric, String subject) {
        int hash = 31 * metric.hashCode() + subject.hashCode();
        return hash ^ (hash >>> 16);
    }

    /** What a reading is of. */
    static final class Source {

        private static final Seat[] EMPTY = {};

        private final String metric;
        private final String subject;
        private final int hash;
        private Seat[] seats = EMPTY;
        private @Nullable Source next;

        private Source(String metric, String subject, int hash) {
            this.metric = metric;
            this.subject = subject;
            this.hash = hash;
        }

        /** Gives all who are seated a reading, and names each of them. */
        void take(long time, double value, Consumer<Judge> taken) {
            for (Seat seat : seats) {
                seat.judge.add(seat.other, time, value);
                taken.accept(seat.judge);
            }
        }
    }

    /** Who takes the readings, and as which of a measure's metrics. */
    private record Seat(Judge judge, boolean other) {}
}
