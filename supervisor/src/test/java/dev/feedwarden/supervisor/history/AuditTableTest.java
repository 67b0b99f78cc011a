package dev.feedwarden.supervisor.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTableTest {

    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void append_storeOpenedAgain_keepsEveryLineInOrder() throws Exception {
        try (Opened store = new Opened()) {
            store.history.append(List.of(row(1), row(2))).await(60, SECONDS);
            store.history.append(List.of(row(3))).await(60, SECONDS);
        }
        try (Opened store = new Opened()) {
            store.history.append(List.of(row(4))).await(60, SECONDS);

            assertThat(store.history.audit(10).await(60, SECONDS)).containsExactly(row(4), row(3), row(2), row(1));
            assertThat(store.history.audit(2).await(60, SECONDS)).containsExactly(row(4), row(3));
        }
    }

    @Test
    void add_aboveTheLimit_takesTheOldestAlone() {
        try (MVStore store = new MVStore.Builder().open()) {
            AuditTable table = new AuditTable(store);
            for (int i = 1; i <= AuditTable.LIMIT + 3; i++) {
                table.add(row(i));
            }

            List<AuditRow> kept = table.newest(Integer.MAX_VALUE);

            assertThat(kept).hasSize(AuditTable.LIMIT);
            assertThat(kept.get(0)).isEqualTo(row(AuditTable.LIMIT + 3));
            assertThat(kept.get(AuditTable.LIMIT - 1)).isEqualTo(row(4));
        }
    }

    private static AuditRow row(int number) {
        return new AuditRow(NOW.plusSeconds(number), "ada", "reconnect", "deribit", "why " + number, "begun");
    }

    private final class Opened implements AutoCloseable {

        private final MvHistory history = MvHistory.open(
                folder.resolve("history.mv"),
                Retention.DEFAULT,
                new ManualTimers(NOW),
                new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));

        @Override
        public void close() {
            history.close().await();
        }
    }
}
