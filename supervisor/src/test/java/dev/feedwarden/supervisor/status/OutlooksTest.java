package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.supervisor.status.StatusBoard.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutlooksTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final String RULES = """
            version: 1
            rules:
              disk: {metric: disk.free, of: self, measure: time to 0B over 1h, yellow: "< 1h"}
              heap: {metric: memory.heap, of: self, measure: time to 100% over 1h, yellow: "< 1h"}
              left: {metric: disk.free, of: self, measure: last, red: "< 1GB"}
            """;

    private final ManualTimers timers = new ManualTimers(START);
    private final RuleSet rules = new RuleReader(
                    new Catalog(
                            Map.of(
                                    "disk.free", CoreMetrics.DISK_FREE,
                                    "memory.heap", CoreMetrics.MEMORY_HEAP),
                            Map.of(CoreMetrics.SELF, CoreMetrics.SELF),
                            Set.of()),
                    1)
            .read(List.of(new RuleFile("a.yaml", RULES)))
            .rules();
    private final RuleEngine engine = new RuleEngine(rules);
    private final Outlooks outlooks = new Outlooks(live(), rules.rules(), new SteadyClock(timers));

    @Test
    void make_severalRunOut_saysTheSoonestFirst() {
        engine.declare(CoreMetrics.SELF, CoreMetrics.SELF, START);
        for (int minute = 0; minute <= 60; minute++) {
            reading(CoreMetrics.DISK_FREE.name(), minute, 1000 - 5.0 * minute);
            reading(CoreMetrics.MEMORY_HEAP.name(), minute, 0.1 + 0.01 * minute);
        }

        assertThat(outlooks.make(minute(60)))
                .extracting(each -> each.what() + " " + each.now() + " of " + each.limit() + " " + each.unit())
                .containsExactly("memory.heap 0.7 of 1.0 share", "disk.free 700.0 of 0.0 bytes");
        assertThat(outlooks.make(minute(60))).extracting(Outlook::exhaustedAt).containsExactly(minute(90), minute(200));
    }

    @Test
    void make_nothingRunsOut_isEmpty() {
        engine.declare(CoreMetrics.SELF, CoreMetrics.SELF, START);
        for (int minute = 0; minute <= 60; minute++) {
            reading(CoreMetrics.DISK_FREE.name(), minute, 1000 + 5.0 * minute);
        }

        assertThat(outlooks.make(minute(60))).isEmpty();
    }

    @Test
    void take_ofASubjectThatNobodyJudges_isLeftOut() {
        reading(CoreMetrics.DISK_FREE.name(), 0, 1);

        assertThat(outlooks.make(START)).isEmpty();
    }

    private void reading(String metric, int minute, double value) {
        var reading = new Reading(metric, CoreMetrics.SELF, value, minute(minute));
        engine.accept(reading);
        engine.advance(minute(minute));
        outlooks.take(reading);
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private LiveEngine live() {
        LiveEngine live = new LiveEngine(rules);
        live.become(engine);
        return live;
    }
}
