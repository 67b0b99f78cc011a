package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.RecoveryActionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
final class ReconnectPoolContractTest extends RecoveryActionContract {

    private Server server;

    @BeforeEach
    void take(Server running) {
        server = running;
    }

    @Override
    protected RecoveryActionProvider actionProvider() {
        return new ReconnectPoolProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", server.uri());
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("uri", "postgresql://localhost/db", "tls", "maybe"),
                Map.of("uri", "postgresql://localhost/db", "action", "restart"));
    }

    @Test
    void run_onAConnectionThatOthersUse_closesTheirs() throws Exception {
        Map<String, ?> shared = Map.of("uri", server.uri("pool_test"), "connection", "db");
        server.execute("DROP ROLE IF EXISTS pool_test; CREATE ROLE pool_test LOGIN SUPERUSER");
        var provider = new PostgresCheckProvider();
        Settings settings = Settings.of("checks.db", shared).withDefaults(provider.settings());
        var check = context().getOnLoop(() -> provider.create(settings, context()));
        RecoveryAction action = create(shared);
        context().onLoop(check::check);
        List<String> before = backends();

        Outcome outcome = run(action);

        assertThat(outcome).isEqualTo(new Outcome(true, "connections of db closed: 1; a new one is open"));
        assertThat(before).hasSize(1);
        server.await("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = " + before.get(0) + ")");
        context().onLoop(check::check);
        assertThat(backends()).hasSize(1).doesNotContainAnyElementsOf(before);
        close(check);
        assertThat(backends()).as("the action still holds the pool").hasSize(1);
        close(action);
        server.await("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'pool_test')");
    }

    @Test
    void run_databaseThatIsNotThere_saysThatNoneCouldBeOpened() throws Exception {
        RecoveryAction action = create(Map.of("uri", "postgresql://postgres@127.0.0.1:1/postgres"));

        Outcome outcome = run(action);

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.detail()).startsWith("connections of kit closed: 0; a new one could not be opened: ");
        close(action);
    }

    private Outcome run(RecoveryAction action) throws Exception {
        Settings none = Settings.of("step", Map.of());
        return context().onLoop(() -> action.run(new ActionRequest("db", "test", none)));
    }

    private List<String> backends() throws Exception {
        return server.query("SELECT pid FROM pg_stat_activity WHERE usename = 'pool_test'");
    }
}
