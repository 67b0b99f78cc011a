package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Coverage;
import dev.feedwarden.supervisor.alert.Route;
import dev.feedwarden.supervisor.alert.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemindersTest {

    private static final String RULES = """
            version: 1
            rules:
              silence:
                {about: No tick, metric: feed.ticks, of: deribit, measure: age, red: "> 10s", mail: [red, green]}
            """;

    @Test
    void remind_whileItLasts_saysItAgainAndAgainAndNotOnceItIsOver() {
        try (Stage stage = staged(Duration.ofMinutes(10), List.of())) {
            stage.pass(Duration.ofSeconds(11));
            stage.pass(Duration.ofMinutes(9));
            assertThat(stage.occasions()).containsExactly("REACHED red");
            stage.pass(Duration.ofMinutes(1));
            assertThat(stage.occasions()).containsExactly("REACHED red", "REMINDED red");
            stage.pass(Duration.ofMinutes(10));
            assertThat(stage.occasions()).containsExactly("REACHED red", "REMINDED red", "REMINDED red");
            stage.ticks("deribit", 1);
            stage.seconds(5);
            for (int i = 0; i < 12; i++) {
                stage.ticks("deribit", 1);
                stage.seconds(9);
            }

            assertThat(stage.occasions())
                    .containsExactly("REACHED red", "REMINDED red", "REMINDED red", "RESOLVED green");
        }
    }

    @Test
    void remind_nobodyTakesCare_callsFurtherPeopleOnceEach() {
        List<Route.Step> steps = List.of(
                new Route.Step(Duration.ofMinutes(5), List.of("bob@example.com")),
                new Route.Step(Duration.ofMinutes(15), List.of("boss@example.com")));
        try (Stage stage = staged(null, steps)) {
            stage.pass(Duration.ofSeconds(11));
            stage.pass(Duration.ofMinutes(5));
            assertThat(stage.occasions()).containsExactly("REACHED red", "PASSED_ON red");
            stage.pass(Duration.ofMinutes(10));
            assertThat(stage.occasions()).containsExactly("REACHED red", "PASSED_ON red", "PASSED_ON red");
            stage.pass(Duration.ofHours(5));

            assertThat(stage.occasions()).hasSize(3);
        }
    }

    private static Stage staged(@Nullable Duration remind, List<Route.Step> steps) {
        Stage stage = Stage.empty(RULES, Stage.feed("deribit"));
        stage.routing = new Routing(
                List.of(new Route(
                        List.of("me@example.com"),
                        Set.of(Severity.values()),
                        new Coverage(null, null),
                        null,
                        remind,
                        steps)),
                List.of("me@example.com"));
        stage.begin();
        return stage;
    }
}
