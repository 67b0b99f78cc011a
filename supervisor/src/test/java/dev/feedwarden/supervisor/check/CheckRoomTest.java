package dev.feedwarden.supervisor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.plugin.BareSite;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckRoomTest {

    private final Vertx vertx = Vertx.vertx();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T10:00:00Z"));
    private final List<Event> facts = new ArrayList<>();
    private final CheckRoom room = new CheckRoom(facts::add);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void start_nothingSet_asksEveryThirtySecondsUntilItIsStopped() {
        var running = start(Map.of()).result();
        timers.advance(Duration.ofSeconds(59));
        assertThat(facts).hasSize(2);
        timers.advance(Duration.ofSeconds(1));
        assertThat(facts).hasSize(3);
        running.stop();
        timers.advance(Duration.ofMinutes(5));

        assertThat(facts).hasSize(3);
    }

    @Test
    void start_everySet_asksThatOften() {
        start(Map.of("every", "2s"));
        timers.advance(Duration.ofSeconds(10));

        assertThat(facts).hasSize(6);
    }

    @Test
    void start_everyTooShort_namesThePathAndWhatIsExpected() {
        assertThatThrownBy(() -> start(Map.of("every", "10ms")))
                .isInstanceOf(SettingException.class)
                .hasMessage("checks.site.every: expected a duration of at least 100ms, found '10ms'");
    }

    private Future<Running> start(Map<String, ?> settings) {
        return room.start(
                new Entry(Kind.CHECK, "site", "test", Settings.of("checks.site", settings)),
                new Provider(),
                new BareSite(vertx, timers));
    }

    private static final class Provider implements HealthCheckProvider {

        @Override
        public String type() {
            return "test";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public HealthCheck create(Settings settings, Context context) {
            return () -> Future.succeededFuture(List.of(
                    new Reading("http.up", context.id(), 1, context.timers().now())));
        }
    }
}
