package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptAuditTest {

    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private final ManualTimers timers = new ManualTimers(NOW);
    private final Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final Kept store = new Kept();
    private final KeptAudit audit = new KeptAudit(store, timers, meters);

    @Test
    void add_storeFails_isTriedAgainInOrderAndOnce() {
        store.broken = true;
        audit.add(entry("a"));
        audit.add(entry("b"));
        timers.advance(Duration.ofSeconds(5));
        store.broken = false;
        timers.advance(Duration.ofSeconds(5));
        timers.advance(Duration.ofSeconds(60));

        assertThat(store.rows).extracting(AuditRow::why).containsExactly("a", "b");
        assertThat(meters.value(Meter.AUDIT_WAITING)).isZero();
    }

    @Test
    void add_storeFailsForLong_holdsSoManyAndCountsTheRest() {
        store.broken = true;
        for (int i = 0; i < KeptAudit.MOST_WAITING + 7; i++) {
            audit.add(entry("line " + i));
        }

        assertThat(meters.value(Meter.AUDIT_WAITING)).isEqualTo(KeptAudit.MOST_WAITING);
        assertThat(meters.total(Meter.AUDIT_DROPPED)).isEqualTo(7);
    }

    @Test
    void add_reasonOfManyLines_isOneLineAndNotEndless() {
        audit.add(entry("calm\r\naudit=entry who=\"somebody else\"" + "x".repeat(1_000)));

        assertThat(store.rows).singleElement().satisfies(row -> {
            assertThat(row.why()).startsWith("calm  audit=").doesNotContain("\n", "\r");
            assertThat(row.why()).hasSizeLessThanOrEqualTo(KeptAudit.MOST_CHARACTERS + 3);
        });
    }

    private static AuditEntry entry(String why) {
        return new AuditEntry(NOW, "ada", "reconnect", "deribit", why, "begun");
    }

    private static final class Kept implements AuditStore {

        private final List<AuditRow> rows = new ArrayList<>();
        private boolean broken;

        @Override
        public Future<Void> append(List<AuditRow> more) {
            if (broken) {
                return Future.failedFuture("the disk is full");
            }
            rows.addAll(more);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<AuditRow>> audit(int most) {
            return Future.succeededFuture(rows);
        }
    }
}
