package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Level;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusVerticleTest {

    private static final String RULES = """
            version: 1
            rules:
              connected: {about: Up, metric: feed.connected, of: deribit, measure: last, red: "< 1", mail: [red]}
              errors: {about: Errors, metric: feed.errors, of: bybit, measure: count over 1h, red: "> 50"}
            """;

    @Test
    void deploy_factOnTheBus_isJudgedAndPublished() throws Exception {
        try (Stage stage = Stage.empty(RULES, Stage.feed("deribit"))) {
            var red = new CompletableFuture<StatusBoard>();
            StatusParts parts = stage.parts();
            var verticle = new StatusVerticle(new StatusParts(
                    parts.rules(),
                    parts.watched(),
                    parts.facts(),
                    parts.self(),
                    parts.samples(),
                    parts.journal(),
                    parts.completeness(),
                    parts.history(),
                    parts.resumption(),
                    parts.composer(),
                    parts.routing(),
                    parts.outbox(),
                    parts.dispatcher(),
                    parts.chance(),
                    board -> {
                        if (board.level() == Level.RED) {
                            red.complete(board);
                        }
                    },
                    parts.timers(),
                    parts.meters()));
            assertThatThrownBy(verticle::board).isInstanceOf(IllegalStateException.class);
            String id = await(stage.vertx.deployVerticle(verticle));

            stage.facts.accept(new Event.Sampled("deribit", 0, 1, 1, List.of(), stage.timers.now()));

            StatusBoard board = red.get(60, TimeUnit.SECONDS);
            assertThat(board.score()).isZero();
            assertThat(board.rules())
                    .extracting(rule -> rule.id() + " " + rule.subject() + " " + rule.level() + " " + rule.dormant())
                    .containsExactly("connected deribit RED false", "errors  GREY true");
            assertThat(stage.delivered).hasSize(1);
            await(stage.vertx.undeploy(id));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
