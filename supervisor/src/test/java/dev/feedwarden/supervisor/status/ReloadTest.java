package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Other rules while the process runs. */
final class ReloadTest {

    private static final String COUNT =
            "  reconnects: {about: Reconnects, metric: feed.reconnects, of: deribit, measure: count over 10m, mail: [red, green], red: ";
    private static final String SILENCE =
            "  silence: {about: No tick, metric: feed.ticks, of: deribit, measure: age, red: '> 1h', mail: [red]}\n";

    @Test
    void reload_sameRuleRed_mailsNobodyAgainAndGoesOn() {
        try (Stage stage = Stage.of(rules(COUNT + "'>= 2'}\n"), Stage.feed("deribit"))) {
            reconnectTwice(stage);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            stage.reload(rules(COUNT + "'>= 2'}\n" + SILENCE));

            assertThat(stage.board().rules()).hasSize(2);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.incidents()).hasSize(1);
            stage.pass(Duration.ofMinutes(10));
            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
        }
    }

    @Test
    void reload_thresholdMoved_isJudgedAnewFromTheSameWindow() {
        try (Stage stage = Stage.of(rules(COUNT + "'>= 5'}\n"), Stage.feed("deribit"))) {
            reconnectTwice(stage);
            assertThat(stage.told).isEmpty();
            stage.reload(rules(COUNT + "'>= 2'}\n"));
            assertThat(stage.occasions()).containsExactly("REACHED red");
            stage.reload(rules(COUNT + "'>= 3'}\n"));

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            stage.reconnected("deribit");
            assertThat(stage.occasions()).hasSize(3).last().isEqualTo("REACHED red");
        }
    }

    @Test
    void reload_ruleGone_closesItsIncidentWithThatReasonAndMailsNobody() {
        try (Stage stage = Stage.of(rules(COUNT + "'>= 2'}\n"), Stage.feed("deribit"))) {
            reconnectTwice(stage);
            stage.reload(rules(SILENCE));

            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.board().incidents()).isEmpty();
            assertThat(stage.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.closed()).isNotNull();
                assertThat(incident.timeline())
                        .extracting(Incident.Moment::text)
                        .contains("its rule is gone from the rule files");
            });
            assertThat(stage.board().level()).isEqualTo(Level.GREEN);
        }
    }

    private static String rules(String rules) {
        return "version: 1\nrules:\n" + rules;
    }

    private static void reconnectTwice(Stage stage) {
        stage.connected("deribit");
        stage.ticks("deribit", 1);
        stage.reconnected("deribit");
        stage.reconnected("deribit");
        stage.seconds(2);
    }
}
