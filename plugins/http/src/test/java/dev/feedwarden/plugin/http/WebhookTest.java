package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.NotifierContract;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifyException;
import dev.feedwarden.api.notify.NotifyException.Retry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookTest extends NotifierContract {

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
    protected Provider<? super TestContext, Notifier> provider() {
        return new HttpNotifierProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return shaped("json");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("url", "https://example.com/", "shape", "pigeon"), Map.of("url", "http://example.com/"));
    }

    @Override
    protected String recipient() {
        return "room";
    }

    @Override
    protected List<String> taken() {
        return server.asked().stream()
                .map(asked -> new JsonObject(asked.body()).getString("id"))
                .toList();
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("url", "http://127.0.0.1:1/", "allow_http", true, "allow_private", true);
    }

    @ParameterizedTest
    @CsvSource({"500,LATER", "503,LATER", "429,LATER", "408,LATER", "400,NEVER", "404,NEVER", "302,NEVER"})
    void send_answer_saysWhetherToTryAgain(int status, Retry retry) throws Exception {
        server.answer(status, "", Map.of());
        Notifier notifier = create();

        assertFails(notifier, "status " + status, retry);
        close(notifier);
    }

    @Test
    void send_afterRetryAfter_waitsThatLongAndThenSends() throws Exception {
        server.answer(429, "", Map.of("Retry-After", "30"));
        Notifier notifier = create();
        assertFails(notifier, "status 429", Retry.LATER);
        server.answer(200, "", Map.of());

        time.advance(Duration.ofSeconds(29));
        assertFails(notifier, "asked to wait for 1 s more", Retry.LATER);
        assertThat(server.asked()).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        send(notifier);
        assertThat(server.asked()).hasSize(2);
        close(notifier);
    }

    @Test
    void send_privateAddress_isRefusedForEver() throws Exception {
        Notifier notifier = create(Map.of("url", server.url("/"), "allow_http", true));

        assertFails(notifier, "public internet", Retry.NEVER);
        assertThat(server.asked()).isEmpty();
        close(notifier);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack|{'text':'a &lt;b&gt; &amp;\\nbody'}",
                "discord|{'content':'a <b> &\\nbody','allowed_mentions':{'parse':[]}}",
                "telegram|{'chat_id':'room','text':'a <b> &\\nbody'}",
                "ntfy|{'topic':'room','title':'a <b> &','message':'body'}"
            })
    void send_shape_isThatOfTheService(String shape, String body) throws Exception {
        Notifier notifier = create(shaped(shape));
        send(notifier);

        assertThat(new JsonObject(server.asked().get(0).body())).isEqualTo(new JsonObject(body.replace('\'', '"')));
        close(notifier);
    }

    @Test
    void send_longText_isCutBetweenCharacters() throws Exception {
        Notifier notifier = create(shaped("discord"));
        String text = "\uD83D\uDD34".repeat(3_000);
        context().onLoop(() -> notifier.send(new Notice("n", "i", "room", "s", text, time.now())));

        String content = new JsonObject(server.asked().get(0).body()).getString("content");
        assertThat(content.length()).isBetween(1_990, 2_000);
        assertThat(content).endsWith("\uD83D\uDD34...");
        close(notifier);
    }

    private Map<String, ?> shaped(String shape) {
        return Map.of("url", server.url("/n"), "allow_http", true, "allow_private", true, "shape", shape);
    }

    private void send(Notifier notifier) throws Exception {
        context().onLoop(() -> notifier.send(new Notice("n1", "i1", "room", "a <b> &", "body", time.now())));
    }

    private void assertFails(Notifier notifier, String message, Retry retry) {
        assertThatThrownBy(() -> send(notifier))
                .hasMessageContaining(message)
                .cause()
                .isInstanceOfSatisfying(
                        NotifyException.class,
                        thrown -> assertThat(thrown.retry()).isEqualTo(retry));
    }
}
