package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://localhost/ticks, disable",
        "postgresql://127.0.0.1/ticks, disable",
        "postgresql://[::1]/ticks, disable",
        "postgresql://db.example.com/ticks, verify-full",
        "postgresql://127.0.0.1.example.com/ticks, verify-full",
    })
    void tls_notSet_isOffOnThisMachineOnly(String uri, String tls) {
        assertThat(of(Map.of("uri", uri)).tls()).isEqualTo(tls);
    }

    @Test
    void connectOptions_holdWhatTheUriSays() {
        PgConnectOptions options =
                of(Map.of("uri", "postgresql://me:p%40ss@db:5433/ticks")).connectOptions();

        assertThat(options.getHost()).isEqualTo("db");
        assertThat(options.getPort()).isEqualTo(5433);
        assertThat(options.getDatabase()).isEqualTo("ticks");
        assertThat(options.getUser()).isEqualTo("me");
        assertThat(options.getPassword()).isEqualTo("p@ss");
        assertThat(options.getProperties()).containsEntry("statement_timeout", "15000");
    }

    @Test
    void connectOptions_userAndPasswordOfTheirOwn_goBeforeTheUri() {
        ConnectionSettings settings =
                of(Map.of("uri", "postgresql://me:old@db/ticks", "user", "other", "password", new Secret("new")));

        assertThat(settings.connectOptions().getUser()).isEqualTo("other");
        assertThat(settings.connectOptions().getPassword()).isEqualTo("new");
        assertThat(settings.toString()).doesNotContain("old").doesNotContain("new");
    }

    @Test
    void answerTimeout_isLongerThanTheServerWorks() {
        assertThat(of(Map.of("uri", "postgresql://db/ticks", "statement_timeout", "1s"))
                        .answerTimeout())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void of_uriThatIsAnother_saysNothingOfIt() {
        assertThatThrownBy(() -> of(Map.of("uri", "mysql://me:secret@db/ticks")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("postgresql://")
                .hasMessageNotContaining("secret");
    }

    private static ConnectionSettings of(Map<String, ?> values) {
        return ConnectionSettings.of(Settings.of("connections.db", values).withDefaults(ConnectionSettings.DECLARED));
    }
}
