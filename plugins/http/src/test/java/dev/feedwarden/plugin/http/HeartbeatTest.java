package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.ServiceContract;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HeartbeatTest extends ServiceContract {

    private final ManualTimers time = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private WebServer watcher;
    private WebServer live;

    @BeforeEach
    void startServers() throws Exception {
        watcher = new WebServer();
        live = new WebServer();
    }

    @AfterEach
    void stopServers() {
        watcher.close();
        live.close();
    }

    @Override
    protected Timers timers() {
        return time;
    }

    @Override
    protected Provider<? super TestContext, Service> provider() {
        return new HeartbeatProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of(
                "url", watcher.url("/ping"), "live", live.url("/live"), "allow_http", true, "allow_private", true);
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("url", "https://example.com/", "every", "1s"),
                Map.of("url", "https://example.com/", "live", "file:/tmp/x"));
    }

    @Test
    void beat_whileTheProgramIsWell_callsTheWatcherEachMinute() throws Exception {
        Service service = started();

        assertThat(nextBeat()).isEqualTo("heartbeat.sent");
        assertThat(nextBeat()).isEqualTo("heartbeat.sent");
        assertThat(watcher.asked()).extracting(WebServer.Asked::path).containsExactly("/ping", "/ping");
        assertThat(live.asked()).extracting(WebServer.Asked::path).containsExactly("/live", "/live");
        close(service);
    }

    @Test
    void beat_whileTheProgramSaysThatItIsNotWell_isWithheld() throws Exception {
        Service service = started();
        live.answer(503, "", Map.of());

        assertThat(nextBeat()).isEqualTo("heartbeat.withheld");
        assertThat(watcher.asked()).isEmpty();
        close(service);
    }

    @Test
    void beat_whileTheProgramDoesNotAnswer_isWithheld() throws Exception {
        Service service = started();
        live.close();

        assertThat(nextBeat()).isEqualTo("heartbeat.withheld");
        assertThat(watcher.asked()).isEmpty();
        close(service);
    }

    @Test
    void beat_withoutAUrl_asksTheProgramItself_andIsWithheldWhereItSaysNoOrNothing() throws Exception {
        Service service = create(Map.of("url", watcher.url("/ping"), "allow_http", true, "allow_private", true));
        context().onLoop(service::start);

        assertThat(nextBeat()).isEqualTo("heartbeat.sent");
        context().lives(Future.succeededFuture(false));
        assertThat(nextBeat()).isEqualTo("heartbeat.withheld");
        context().lives(Promise.<Boolean>promise().future());
        context().getOnLoop(() -> {
            time.advance(Duration.ofMinutes(1));
            return true;
        });
        assertThat(nextBeat()).isEqualTo("heartbeat.withheld");
        assertThat(watcher.asked()).hasSize(1);
        close(service);
    }

    @Test
    void beat_watcherThatRefuses_isReported() throws Exception {
        Service service = started();
        watcher.answer(500, "", Map.of());

        assertThat(nextBeat()).isEqualTo("heartbeat.failed");
        close(service);
    }

    @Test
    void close_endsTheBeats() throws Exception {
        Service service = started();
        close(service);

        assertThat(time.pending()).isZero();
    }

    private Service started() throws Exception {
        Service service = create();
        context().onLoop(service::start);
        return service;
    }

    /** Lets a minute go by on the event loop and waits for what is reported of it. */
    private String nextBeat() throws Exception {
        int before = context().readings().size();
        context().getOnLoop(() -> {
            time.advance(Duration.ofMinutes(1));
            return true;
        });
        while (context().readings().size() == before) {
            context().onLoop(() -> Future.succeededFuture(true));
            Thread.onSpinWait();
        }
        List<Reading> readings = context().readings();
        return readings.get(readings.size() - 1).metric();
    }
}
