package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InstanceContextTest {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private final List<Event> facts = new ArrayList<>();
    private final Ground ground = new Ground(
            PluginVertx::open, vertx -> timers, timers, new FaultyDisk(), () -> JournalPosition.NONE, facts::add);
    private final Context context =
            new InstanceContext("db", new NoSite(), ground, Path.of("instances", "db"), Set.of("db.up"));

    @Test
    void report_ofItselfAndItsParts_isAFact() {
        List<Reading> readings = List.of(reading("db.up", "db"), reading("db.up", "db/replica"));
        context.report(readings);

        assertThat(facts).containsExactly(new Event.Measured("db", readings, timers.now()));
    }

    @Test
    void report_ofAnotherSubject_isAFaultAndTheRestIsTold() {
        context.report(List.of(reading("db.up", "dbx"), reading("db.up", "db")));

        assertThat(facts).hasSize(2);
        assertThat(facts.get(0)).isInstanceOfSatisfying(Event.Faulted.class, fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.PLUGIN);
            assertThat(fault.detail()).contains("begins with 'db/', found 'dbx'");
        });
        assertThat(facts.get(1)).isEqualTo(new Event.Measured("db", List.of(reading("db.up", "db")), timers.now()));
    }

    @Test
    void report_ofAMetricThatIsNotDeclared_isAFault() {
        context.report(List.of(reading("db.down", "db")));

        assertThat(facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Faulted.class,
                        fault -> assertThat(fault.detail()).contains("expected one of [db.up], found 'db.down'"));
    }

    @Test
    void fault_longAndOverSeveralLines_isOneLineCut() {
        context.fault(FaultKind.STORAGE, "a\r\nb" + "x".repeat(1000));

        assertThat(facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Faulted.class,
                        fault -> assertThat(fault.detail())
                                .hasSize(500)
                                .startsWith("a bxx")
                                .endsWith("…"));
    }

    private Reading reading(String metric, String subject) {
        return new Reading(metric, subject, 1, timers.now());
    }

    private final class NoSite implements Site {
        @Override
        public String plugin() {
            return "postgres";
        }

        @Override
        public Vertx vertx() {
            throw new UnsupportedOperationException("no instance runs here");
        }

        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public Context context(Entry entry) {
            return new InstanceContext(entry.id(), this, ground, Path.of(entry.id()), Set.of());
        }
    }
}
