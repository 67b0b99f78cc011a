package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpCheckTest extends HealthCheckContract {

    private final ManualTimers time = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private WebServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = new WebServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected Timers timers() {
        return time;
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new HttpCheckProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("url", server.url("/health"));
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("url", "http://127.0.0.1:1/");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("url", "ftp://localhost/"),
                Map.of("url", "tcp://localhost"),
                Map.of("url", "http://localhost/", "status", "ok"),
                Map.of("url", "http://localhost/", "body", "(a"),
                Map.of("url", "http://localhost/", "json", "state"),
                Map.of("url", "http://localhost/", "json_is", "ok"),
                Map.of("url", "http://localhost/", "redirects", 11));
    }

    @ParameterizedTest
    @CsvSource({
        "status,200,1",
        "status,404,0",
        "body,\"queue\",1",
        "body,missing,0",
        "json,/state,1",
        "json,/nothing,0",
        "json,/queue/length,1"
    })
    void check_expectation_isJudged(String name, String value, double reachable) throws Exception {
        assertThat(ask(Map.of(name, value))).containsEntry("http.reachable", reachable);
    }

    @ParameterizedTest
    @CsvSource({"/state,ok,1", "/state,bad,0", "/queue/length,7,1"})
    void check_valueAtAPointer_isJudged(String pointer, String value, double reachable) throws Exception {
        assertThat(ask(Map.of("json", pointer, "json_is", value))).containsEntry("http.reachable", reachable);
    }

    @Test
    void check_numberAtAPointer_isAReading() throws Exception {
        assertThat(ask(Map.of("json", "/queue/length"))).containsEntry("http.value", 7.0);
    }

    @Test
    void check_serverError_isCountedAsOne() throws Exception {
        server.answer(500, "", Map.of());

        assertThat(ask(Map.of()))
                .containsEntry("http.status", 500.0)
                .containsEntry("http.requests", 1.0)
                .containsEntry("http.errors", 1.0);
    }

    @Test
    void check_longBody_isCut() throws Exception {
        server.answer(200, "x".repeat(Exchange.MOST_BYTES) + "needle", Map.of());

        assertThat(ask(Map.of("body", "needle")))
                .containsEntry("http.bodies_cut", 1.0)
                .containsEntry("http.reachable", 0.0);
    }

    @Test
    void check_redirect_isFollowedOnlyIfAsked() throws Exception {
        try (WebServer other = new WebServer()) {
            server.answer(302, "", Map.of("Location", other.url("/")));

            assertThat(ask(Map.of())).containsEntry("http.status", 302.0).containsEntry("http.reachable", 0.0);
            assertThat(ask(Map.of("redirects", 1))).containsEntry("http.status", 200.0);
        }
    }

    @Test
    void check_redirectToAName_asksTheSameDnsServer() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of("127.0.0.1")));
                WebServer other = new WebServer()) {
            server.answer(307, "", Map.of("Location", "http://elsewhere.test:" + other.port() + "/there"));

            assertThat(ask(Map.of("redirects", 1, "dns", dns.server()))).containsEntry("http.status", 200.0);
            assertThat(dns.asked()).isOne();
            assertThat(other.asked()).extracting(WebServer.Asked::path).containsExactly("/there");
        }
    }

    @Test
    void check_redirectInACircle_endsWithTheLastOfThem() throws Exception {
        server.answer(302, "", Map.of("Location", "/health"));

        assertThat(ask(Map.of("redirects", 3))).containsEntry("http.status", 302.0);
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void check_serverThatIsSilent_endsAtTheTimeoutAndCloses() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HealthCheck check = create(Map.of("url", "http://127.0.0.1:" + silent.getLocalPort() + "/"));
            Future<List<Reading>> asked = context().getOnLoop(check::check);
            try (Socket peer = silent.accept()) {
                peer.setSoTimeout(60_000);
                assertThat(peer.getInputStream().read()).isEqualTo('G');
                time.advance(Duration.ofSeconds(5));

                assertThat(values(context().onLoop(() -> asked))).containsEntry("http.reachable", 0.0);
                // Ends only because the connection was closed.
                peer.getInputStream().readAllBytes();
            }
            close(check);
        }
    }

    @Test
    void check_tcpPort_isConnectedTo() throws Exception {
        assertThat(of(Map.of("url", "tcp://127.0.0.1:" + server.port()))).containsEntry("http.reachable", 1.0);
        assertThat(of(Map.of("url", "tcp://127.0.0.1:1"))).containsEntry("http.reachable", 0.0);
    }

    @Test
    void check_dns_comparesTheAddresses() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of("192.0.2.1", "192.0.2.2")))) {
            String url = "dns://" + dns.server() + "/name.test";

            assertThat(of(Map.of("url", url, "addresses", "192.0.2.2")))
                    .containsEntry("http.reachable", 1.0)
                    .containsEntry("http.addresses", 2.0);
            assertThat(of(Map.of("url", url, "addresses", "192.0.2.3"))).containsEntry("http.reachable", 0.0);
        }
    }

    private Map<String, Double> ask(Map<String, ?> more) throws Exception {
        Map<String, Object> all = new HashMap<>(settings());
        all.putAll(more);
        return of(all);
    }

    private Map<String, Double> of(Map<String, ?> settings) throws Exception {
        HealthCheck check = create(settings);
        List<Reading> readings = context().onLoop(check::check);
        close(check);
        return values(readings);
    }

    private static Map<String, Double> values(List<Reading> readings) {
        return readings.stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }
}
