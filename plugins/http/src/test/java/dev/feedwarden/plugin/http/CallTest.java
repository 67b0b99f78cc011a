package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.RecoveryActionContract;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallTest extends RecoveryActionContract {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

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
    protected RecoveryActionProvider actionProvider() {
        return new HttpActionProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return with(Map.of("url", server.url("/hook"), "allow_private", true));
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("url", "http://example.com/", "key", new Secret(KEY)),
                Map.of("url", "https://me:pw@example.com/", "key", new Secret(KEY)),
                Map.of("url", "ftp://example.com/", "key", new Secret(KEY)),
                Map.of("url", "https://example.com/", "key", new Secret("short")),
                Map.of("url", "https://0x7f.1/", "key", new Secret(KEY)),
                Map.of("key", new Secret(KEY)));
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of("note", "from the kit");
    }

    @Test
    void run_body_isSignedSoThatAReceiverCanVerify() throws Exception {
        assertThat(run(settings()).succeeded()).isTrue();

        WebServer.Asked asked = server.asked().get(0);
        String time = asked.headers().getFirst("X-Feedwarden-Timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal((time + "." + asked.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(asked.headers().getFirst("X-Feedwarden-Signature"))
                .isEqualTo("v1=" + HexFormat.of().formatHex(expected));
        assertThat(time).isEqualTo(Long.toString(context().timers().now().getEpochSecond()));
        assertThat(asked.body()).contains("\"subject\":\"kit-feed\"", "\"note\":\"from the kit\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0177.0.0.1"})
    void run_privateAddressInAnyForm_isRefusedAndNotCalled(String host) throws Exception {
        Outcome outcome = run(with(Map.of("url", "http://" + host + ":" + server.port() + "/")));

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.detail()).containsAnyOf("public internet", "four decimal numbers", "without a host", "host");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void run_nameOfAPrivateAddress_isRefusedAfterItWasLookedUp() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of("127.0.0.1")))) {
            Outcome outcome = run(named(dns, Map.of()));

            assertThat(outcome.detail()).contains("which is not an address of the public internet");
            assertThat(server.asked()).isEmpty();
            assertThat(dns.asked()).isOne();
        }
    }

    @Test
    void run_nameWithAPublicAndAPrivateAddress_isRefused() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of("1.1.1.1", "127.0.0.1")))) {
            assertThat(run(named(dns, Map.of())).detail()).contains("127.0.0.1, which is not");
        }
    }

    @Test
    void run_nameThatIsRebound_connectsToTheAddressThatWasJudged() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of("127.0.0.1"), List.of("127.9.9.9")))) {
            Outcome outcome = run(named(dns, Map.of("allow_private", true)));

            assertThat(outcome).isEqualTo(new Outcome(true, "called: status 200"));
            assertThat(dns.asked()).isOne();
            assertThat(server.asked().get(0).headers().getFirst("Host")).startsWith("rebound.test:");
        }
    }

    @Test
    void run_redirect_isNotFollowed() throws Exception {
        server.answer(302, "", Map.of("Location", server.url("/elsewhere")));

        assertThat(run(settings())).isEqualTo(new Outcome(false, "called: status 302"));
        assertThat(server.asked()).hasSize(1);
    }

    private Map<String, ?> named(DnsStub dns, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("url", "http://rebound.test:" + server.port() + "/");
        all.put("dns", dns.server());
        return with(all);
    }

    private static Map<String, ?> with(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("key", new Secret(KEY));
        all.put("allow_http", true);
        return all;
    }

    private Outcome run(Map<String, ?> settings) throws Exception {
        RecoveryAction action = create(settings);
        Settings given =
                Settings.of("kit", parameters()).withDefaults(actionProvider().parameters());
        Outcome outcome = context().onLoop(() -> action.run(new ActionRequest("kit-feed", "kit-rule: 1 > 0", given)));
        close(action);
        return outcome;
    }
}
