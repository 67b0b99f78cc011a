package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SelfReadingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void read_eventMetric_saysWhatWasAddedAndNothingForZero() {
        var refused = new AtomicLong();
        var self = new SelfReadings(Map.of(CoreMetrics.JOURNAL_REFUSED, refused::get));

        assertThat(self.read(NOW)).isEmpty();
        refused.set(7);
        assertThat(self.read(NOW)).containsExactly(new Reading("journal.refused", "self", 7, NOW));
        refused.set(9);
        assertThat(self.read(NOW)).containsExactly(new Reading("journal.refused", "self", 2, NOW));
        assertThat(self.read(NOW)).isEmpty();
    }

    @Test
    void read_ofSinks_hasTheirIdsAndTotalsOfTheirOwn() {
        var self = new SelfReadings(Map.of(CoreMetrics.SINK_TIMEOUTS, () -> 5));
        self.add("files", Map.of(CoreMetrics.SINK_TIMEOUTS, () -> 2));
        self.add("db", Map.of(CoreMetrics.SINK_LAG, () -> 1.5));

        assertThat(self.read(NOW))
                .containsExactly(
                        new Reading("sink.timeouts", "self", 5, NOW),
                        new Reading("sink.timeouts", "files", 2, NOW),
                        new Reading("sink.lag", "db", 1.5, NOW));
    }

    @Test
    void read_gauge_saysItEachTimeUnlessUnknown() {
        var values = new double[] {0.25};
        var self = new SelfReadings(Map.of(CoreMetrics.MEMORY_HEAP, () -> values[0]));

        assertThat(self.read(NOW)).containsExactly(new Reading("memory.heap", "self", 0.25, NOW));
        assertThat(self.read(NOW)).hasSize(1);
        values[0] = Double.NaN;
        assertThat(self.read(NOW)).isEmpty();
    }
}
