package dev.feedwarden.rules;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Unit;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics of the supervisor and of plugins, and some for tests of their own. */
public final class TestMetrics {

    private TestMetrics() {}

    public static Map<String, Metric> all() {
        return Stream.of(
                        metric("feed.ticks", Kind.EVENT, Unit.NONE),
                        metric("feed.reconnects", Kind.EVENT, Unit.NONE),
                        metric("feed.errors", Kind.EVENT, Unit.NONE),
                        metric("feed.connected", Kind.GAUGE, Unit.SHARE),
                        metric("feed.attempts_failed", Kind.GAUGE, Unit.NONE),
                        metric("feed.lag", Kind.GAUGE, Unit.SECONDS),
                        metric("feed.refused", Kind.EVENT, Unit.NONE),
                        metric("feed.breaker", Kind.GAUGE, Unit.NONE),
                        metric("feed.storm", Kind.GAUGE, Unit.NONE),
                        metric("feed.gaps", Kind.EVENT, Unit.NONE),
                        metric("journal.backlog", Kind.GAUGE, Unit.NONE),
                        metric("journal.refused", Kind.EVENT, Unit.NONE),
                        metric("journal.oldest", Kind.GAUGE, Unit.SECONDS),
                        metric("journal.accepting", Kind.GAUGE, Unit.NONE),
                        metric("journal.sync", Kind.GAUGE, Unit.SECONDS),
                        metric("journal.full", Kind.GAUGE, Unit.SHARE),
                        metric("journal.abandoned", Kind.EVENT, Unit.NONE),
                        metric("journal.damaged", Kind.EVENT, Unit.NONE),
                        metric("sink.backlog", Kind.GAUGE, Unit.NONE),
                        metric("sink.open", Kind.GAUGE, Unit.NONE),
                        metric("sink.refused", Kind.GAUGE, Unit.NONE),
                        metric("sink.timeouts", Kind.EVENT, Unit.NONE),
                        metric("sink.retries", Kind.EVENT, Unit.NONE),
                        metric("outbox.mails", Kind.GAUGE, Unit.NONE),
                        metric("outbox.oldest", Kind.GAUGE, Unit.SECONDS),
                        metric("plugin.failed", Kind.GAUGE, Unit.NONE),
                        metric("loop.blocked", Kind.EVENT, Unit.NONE),
                        metric("history.failures", Kind.EVENT, Unit.NONE),
                        metric("facts.dropped", Kind.EVENT, Unit.NONE),
                        metric("mail.dead", Kind.EVENT, Unit.NONE),
                        metric("sink.quarantined", Kind.EVENT, Unit.NONE),
                        metric("history.rejected", Kind.EVENT, Unit.NONE),
                        metric("web.readers_refused", Kind.EVENT, Unit.NONE),
                        metric("plugin.loaders_leaked", Kind.GAUGE, Unit.NONE),
                        metric("rules.dropped", Kind.EVENT, Unit.NONE),
                        metric("rules.files_bad", Kind.GAUGE, Unit.NONE),
                        metric("streams.unjudged", Kind.GAUGE, Unit.NONE),
                        metric("memory.heap", Kind.GAUGE, Unit.SHARE),
                        metric("disk.free", Kind.GAUGE, Unit.BYTES),
                        metric("postgres.reachable", Kind.GAUGE, Unit.NONE),
                        metric("postgres.round_trip", Kind.GAUGE, Unit.SECONDS),
                        metric("postgres.newest_age", Kind.GAUGE, Unit.SECONDS),
                        metric("postgres.connections_share", Kind.GAUGE, Unit.SHARE),
                        metric("postgres.deadlocks", Kind.COUNTER, Unit.NONE),
                        metric("redis.reachable", Kind.GAUGE, Unit.SHARE),
                        metric("redis.round_trip", Kind.GAUGE, Unit.SECONDS),
                        metric("redis.memory_share", Kind.GAUGE, Unit.SHARE),
                        metric("redis.used_memory", Kind.GAUGE, Unit.BYTES),
                        metric("redis.evictions", Kind.COUNTER, Unit.NONE),
                        metric("redis.last_update_age", Kind.GAUGE, Unit.SECONDS),
                        metric("api.response_time", Kind.GAUGE, Unit.SECONDS),
                        metric("api.errors", Kind.EVENT, Unit.NONE),
                        metric("quotes.dropped", Kind.EVENT, Unit.NONE),
                        metric("log.folded", Kind.EVENT, Unit.NONE),
                        metric("files.newest_age", Kind.GAUGE, Unit.SECONDS),
                        metric("files.recent", Kind.GAUGE, Unit.NONE),
                        metric("files.disk_left", Kind.GAUGE, Unit.BYTES),
                        metric("files.disk_share", Kind.GAUGE, Unit.SHARE),
                        metric("case.value", Kind.GAUGE, Unit.NONE),
                        metric("case.event", Kind.EVENT, Unit.NONE),
                        metric("case.counter", Kind.COUNTER, Unit.NONE),
                        metric("case.bytes", Kind.EVENT, Unit.BYTES))
                .collect(Collectors.toMap(Metric::name, Function.identity()));
    }

    private static Metric metric(String name, Kind kind, Unit unit) {
        return new Metric(name, kind, unit, "for tests");
    }
}
