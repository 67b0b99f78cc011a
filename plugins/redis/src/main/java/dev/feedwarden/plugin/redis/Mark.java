package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Quote;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a sink has stored and what it has counted on the way. Both stand in one hash and are written by one command
 * with all totals in it, so they cannot come apart, and writing one twice changes nothing. Immutable.
 *
 * @param sink the id of the sink that wrote it
 * @param journal the journal's id
 * @param sequence the last tick that is stored and counted
 * @param counts since the hash was made: {@code quotes}, {@code trades} and, for each feed, {@code quotes:feed} and
 *     {@code trades:feed}
 */
record Mark(String sink, String journal, long sequence, Map<String, Long> counts) {

    private static final String SINK = "sink";
    private static final String JOURNAL = "journal";
    private static final String SEQUENCE = "sequence";
    private static final String QUOTES = "quotes";
    private static final String TRADES = "trades";
    static final String LAST_UPDATE = "last_update";

    Mark {
        counts = Map.copyOf(counts);
    }

    /** What a reply to HGETALL says; nothing stored if it is empty. */
    static Mark read(Response reply) {
        Map<String, String> fields = new TreeMap<>();
        for (Iterator<Response> each = reply.iterator(); each.hasNext(); ) {
            fields.put(each.next().toString(), each.next().toString());
        }
        Map<String, Long> counts = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(QUOTES) || name.startsWith(TRADES)) {
                counts.put(name, Long.parseLong(value));
            }
        });
        return new Mark(
                fields.getOrDefault(SINK, ""),
                fields.getOrDefault(JOURNAL, ""),
                Long.parseLong(fields.getOrDefault(SEQUENCE, "0")),
                counts);
    }

    /** Whether a row is stored and counted already. */
    boolean covers(String bySink, String ofJournal, long row) {
        return row <= sequence && journal.equals(ofJournal) && sink.equals(bySink);
    }

    /** The mark once a batch is stored. */
    Mark after(String bySink, Batch batch) {
        Map<String, Long> totals = new TreeMap<>(counts);
        for (Batch.Row row : batch.rows()) {
            if (!covers(bySink, batch.journal(), row.sequence())) {
                String kind = row.tick() instanceof Quote ? QUOTES : TRADES;
                totals.merge(kind, 1L, Long::sum);
                totals.merge(kind + ":" + row.tick().feed(), 1L, Long::sum);
            }
        }
        boolean covered = covers(bySink, batch.journal(), batch.last());
        return new Mark(bySink, batch.journal(), covered ? sequence : batch.last(), totals);
    }

    Request write(String key, Instant now) {
        Request set = Request.cmd(Command.HSET)
                .arg(key)
                .arg(SINK)
                .arg(sink)
                .arg(JOURNAL)
                .arg(journal)
                .arg(SEQUENCE)
                .arg(sequence)
                .arg(LAST_UPDATE)
                .arg(now.toString());
        counts.forEach((name, count) -> set.arg(name).arg(count.longValue()));
        return set;
    }

    /** When a hash was last written; null if it never was. */
    static @Nullable Instant lastUpdate(@Nullable Response reply) {
        return reply == null ? null : Instant.parse(reply.toString());
    }
}
