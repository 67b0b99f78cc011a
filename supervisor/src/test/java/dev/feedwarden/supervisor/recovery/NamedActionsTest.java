package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.plugin.BareSite;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedActionsTest {

    private final Vertx main = Vertx.vertx();
    private final Vertx plugin = Vertx.vertx();
    private final ActionRoom room = new ActionRoom();
    private final CompletableFuture<Thread> ranOn = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        await(main.close());
        await(plugin.close());
    }

    @Test
    void run_feedKnowsTheAction_isItsOutcome() throws Exception {
        var actions = new NamedActions(
                main, List.of((action, request) -> Future.succeededFuture(new Outcome(true, "by the feed")), room));

        assertThat(await(actions.run("reconnect", request())).detail()).isEqualTo("by the feed");
    }

    @Test
    void run_configuredAction_runsOnItsLoopAndAnswersOnTheCallers() throws Exception {
        start();
        var actions = new NamedActions(main, List.of((action, request) -> null, room));
        var answeredOn = new CompletableFuture<Thread>();
        var caller = new CompletableFuture<Thread>();
        main.runOnContext(ignored -> {
            caller.complete(Thread.currentThread());
            actions.run("restart-gateway", request())
                    .onComplete(outcome -> answeredOn.complete(Thread.currentThread()));
        });

        assertThat(answeredOn.get(60, TimeUnit.SECONDS)).isSameAs(caller.get(60, TimeUnit.SECONDS));
        assertThat(ranOn.get(60, TimeUnit.SECONDS)).isNotSameAs(caller.get(60, TimeUnit.SECONDS));
    }

    @Test
    void run_stepLeavesAParameterOut_getsTheActionsDefault() throws Exception {
        start();
        var actions = new NamedActions(main, List.of(room));
        var bare = new ActionRequest("grace", "", Settings.of("restart-gateway", Map.of()));
        var own = new ActionRequest("grace", "", Settings.of("restart-gateway", Map.of("grace", "3s")));

        assertThat(await(actions.run("restart-gateway", bare)).detail()).isEqualTo("after PT10S");
        assertThat(await(actions.run("restart-gateway", own)).detail()).isEqualTo("after PT3S");
    }

    @Test
    void run_actionThrows_fails() throws Exception {
        start();
        var actions = new NamedActions(main, List.of(room));

        Future<Outcome> outcome =
                actions.run("restart-gateway", new ActionRequest("throw", "", Settings.of("ladders.feed", Map.of())));

        assertThat(await(outcome.otherwise(failure -> new Outcome(false, "" + failure.getMessage())))
                        .detail())
                .isEqualTo("broken");
    }

    @Test
    void run_stoppedOrUnknown_saysThatNobodyKnowsIt() throws Exception {
        Running running = start();
        await(running.stop());
        var actions = new NamedActions(main, List.of(room));

        assertThat(await(actions.run("restart-gateway", request()))).satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.detail()).contains("restart-gateway", "deribit");
        });
    }

    private Running start() throws Exception {
        var started = new CompletableFuture<Running>();
        plugin.runOnContext(ignored -> room.start(
                        new Entry(Kind.ACTION, "restart-gateway", "test", Settings.of("actions.gateway", Map.of())),
                        new Provider(),
                        new BareSite(plugin, new ManualTimers(Instant.EPOCH)))
                .onComplete(result -> started.complete(result.result())));
        return started.get(60, TimeUnit.SECONDS);
    }

    private static ActionRequest request() {
        return new ActionRequest("deribit", "silence: 12 s", Settings.of("ladders.feed", Map.of()));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private final class Provider implements RecoveryActionProvider {

        @Override
        public String type() {
            return "test";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<Setting> parameters() {
            return List.of(Setting.optional("grace", Setting.Type.DURATION, "10s", "How long it may take"));
        }

        @Override
        public RecoveryAction create(Settings settings, Context context) {
            return request -> {
                ranOn.complete(Thread.currentThread());
                if (request.subject().equals("grace")) {
                    return Future.succeededFuture(
                            new Outcome(true, "after " + request.parameters().duration("grace")));
                }
                if (request.subject().equals("throw")) {
                    throw new IllegalStateException("broken");
                }
                return Future.succeededFuture(new Outcome(true, "restarted"));
            };
        }
    }
}
