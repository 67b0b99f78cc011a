package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
final class PostgresCheckContractTest extends HealthCheckContract {

    private Server server;

    @BeforeEach
    void dropTables(Server running) throws Exception {
        server = running;
        server.execute("DROP SCHEMA IF EXISTS kit CASCADE; CREATE SCHEMA kit");
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new PostgresCheckProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", server.uri(), "table", "kit.quotes");
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("uri", "postgresql://postgres@127.0.0.1:1/postgres");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("uri", "postgresql://localhost/db", "table", "Quotes"),
                Map.of("uri", "postgresql://localhost/db", "tls", "maybe"));
    }

    @Test
    void check_tablesWithRows_saysHowFarTheyAre() throws Exception {
        var sink = new PostgresSinkProvider();
        var settings = Settings.of("sinks.db", settings()).withDefaults(sink.settings());
        var writer = context().getOnLoop(() -> sink.create(settings, context()));
        long now = Ticks.micros(context().timers().now());
        context()
                .onLoop(() -> writer.write(Ticks.batch(
                        Ticks.quote(7, now - 400_000_000),
                        Ticks.quote(8, now - 240_000_000),
                        Ticks.quote(9, now - 2_500_000))));
        context().onLoop(() -> writer.write(Ticks.batch(Ticks.trade(10, now))));
        close(writer);
        context().journal(new JournalPosition(Ticks.JOURNAL, 15));

        Map<String, Double> readings = ask(settings());

        assertThat(readings).containsEntry("postgres.reachable", 1.0).containsEntry("postgres.lag", 5.0);
        assertThat(readings.get("postgres.rows_per_minute")).isEqualTo(2 / 5.0);
        assertThat(readings.get("postgres.newest_age")).isCloseTo(2.5, within(1e-6));
        assertThat(readings.get("postgres.size")).isGreaterThan(1e6);
        assertThat(readings.get("postgres.connections")).isGreaterThanOrEqualTo(1);
        assertThat(readings.get("postgres.connections_share")).isEqualTo(readings.get("postgres.connections") / 40);
        assertThat(readings.get("postgres.deadlocks")).isGreaterThanOrEqualTo(0);
        assertThat(readings.get("postgres.round_trip")).isZero();
    }

    @Test
    void check_tablesThatAreNotThere_saysWhatTheServerSays() throws Exception {
        Map<String, Double> readings = ask(settings());

        assertThat(readings).containsEntry("postgres.reachable", 1.0).containsEntry("postgres.lag", Double.NaN);
        assertThat(readings.get("postgres.size")).isPositive();
        assertThat(context().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail()).contains("kit.quotes"));
    }

    @Test
    void check_databaseThatIsNotThere_saysSo() throws Exception {
        Map<String, Double> readings = ask(unreachable());

        assertThat(readings).containsEntry("postgres.reachable", 0.0);
        assertThat(readings.keySet())
                .allMatch(metric -> metric.equals("postgres.reachable")
                        || readings.get(metric).isNaN());
    }

    private Map<String, Double> ask(Map<String, ?> settings) throws Exception {
        HealthCheck check = create(settings);
        List<Reading> readings = context().onLoop(check::check);
        close(check);
        return readings.stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }
}
