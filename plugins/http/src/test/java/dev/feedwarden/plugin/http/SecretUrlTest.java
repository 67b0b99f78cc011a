package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong with a call, what is said of it holds neither the path and the query of its URL nor its key. */
final class SecretUrlTest {

    private static final String CANARY = "C4NARY";
    private static final String KEY = "C4NARY-of-the-key-0123456789";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ManualTimers time = new ManualTimers(Instant.EPOCH);
    private final Vertx vertx = Vertx.vertx();
    private final TestContext context = new TestContext("hook", vertx, time, new FaultyDisk(), Path.of("/none"));
    private final StringWriter said = new StringWriter();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        server = new WebServer();
    }

    @AfterEach
    void stop() throws Exception {
        root.setLevel(Level.WARN);
        root.detachAppender(log);
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500})
    void call_anyAnswer_saysNothingOfTheSecret(int status) throws Exception {
        server.answer(status, CANARY, Map.of("Location", "/" + CANARY));

        callAll(server.url("/" + CANARY + "?t=" + CANARY), Map.of("allow_private", true));

        assertThat(server.asked()).isNotEmpty().allMatch(asked -> asked.path().contains(CANARY));
        assertSilent("status " + status);
    }

    @Test
    void call_nobodyListens_saysNothingOfTheSecret() throws Exception {
        callAll("http://127.0.0.1:1/" + CANARY, Map.of("allow_private", true));

        assertSilent("refused");
    }

    @Test
    void call_privateAddress_saysNothingOfTheSecret() throws Exception {
        callAll("http://127.0.0.1:1/" + CANARY, Map.of());

        assertSilent("not an address of the public internet");
    }

    @Test
    void call_nameWithoutAnAddress_saysNothingOfTheSecret() throws Exception {
        try (DnsStub dns = new DnsStub(List.of(List.of()))) {
            callAll("http://hooks.test/" + CANARY, Map.of("dns", dns.server()));
        }

        assertSilent("hooks.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C4NARY",
                "ftp://host/C4NARY",
                "https://C4NARY@host/",
                "https://host/C4NARY C4NARY",
                "https:///C4NARY",
                "https://C4NARY_host/"
            })
    void check_urlThatCannotBeUsed_isNotShown(String url) {
        for (Map<String, Object> more : List.of(Map.<String, Object>of(), Map.<String, Object>of("timeout", "1h"))) {
            Map<String, Object> all = new HashMap<>(more);
            all.put("secret_url", new Secret(url));
            try {
                Target.of(Settings.of("notifiers.chat", all).withDefaults(Target.DECLARED));
                say("no failure");
            } catch (SettingException e) {
                say(e);
            }
        }

        assertSilent("notifiers.chat.secret_url");
        assertThat(said.toString()).doesNotContain("no failure");
    }

    /** As an action, as a notifier and as a heartbeat. */
    private void callAll(String url, Map<String, ?> more) throws Exception {
        Map<String, Object> all = new HashMap<>(more);
        all.put("secret_url", new Secret(url));
        all.put("allow_http", true);
        say(Target.of(settings(all, Target.DECLARED)));

        Map<String, Object> keyed = new HashMap<>(all);
        keyed.put("key", new Secret(KEY));
        var actions = new HttpActionProvider();
        var action = actions.create(settings(keyed, actions.settings()), context);
        Settings parameters = Settings.of("step", Map.of()).withDefaults(actions.parameters());
        say(context.onLoop(() -> action.run(new ActionRequest("feed", "rule", parameters))));

        var notifiers = new HttpNotifierProvider();
        var notifier = notifiers.create(settings(keyed, notifiers.settings()), context);
        try {
            context.onLoop(() -> notifier.send(new Notice("n", "i", "r", "s", "t", Instant.EPOCH)));
        } catch (Exception e) {
            say(e);
        }

        try (WebServer live = new WebServer()) {
            Map<String, Object> beating = new HashMap<>(all);
            beating.put("live", live.url("/live"));
            var services = new HeartbeatProvider();
            Service service = services.create(settings(beating, services.settings()), context);
            context.onLoop(service::start);
            context.getOnLoop(() -> {
                time.advance(Duration.ofMinutes(1));
                return true;
            });
            while (context.readings().isEmpty()) {
                context.onLoop(() -> Future.succeededFuture(true));
                Thread.onSpinWait();
            }
            context.onLoop(service::close);
        }
        say(context.readings());
        say(context.faults());
    }

    private static Settings settings(Map<String, ?> values, List<Setting> declared) {
        return Settings.of("kit.hook", values).withDefaults(declared);
    }

    private void say(Object what) {
        if (what instanceof Throwable thrown) {
            thrown.printStackTrace(new PrintWriter(said, true));
        } else {
            said.append(what.toString()).append('\n');
        }
    }

    /** What was said tells of the failure, and neither it nor the log of the finest level holds the secret. */
    private void assertSilent(String about) {
        String logged = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .collect(Collectors.joining("\n"));
        assertThat(said.toString()).contains(about).doesNotContain(CANARY);
        assertThat(logged).doesNotContain(CANARY);
    }
}
