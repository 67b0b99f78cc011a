package dev.feedwarden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private static final Setting URI = Setting.required("uri", Setting.Type.URI, "for tests");
    private static final Setting WAIT = Setting.required("wait", Setting.Type.DURATION, "for tests");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:s3cret^@db/ticks",
                "postgresql://me:^s3cret@db/ticks",
                "postgresql://me:s3cret @db/ticks",
                "postgresql://me:%s3cret@db/ticks",
                "postgresql://me:s3cret|@db/ticks",
                "postgresql://me:s3cret/^@db/ticks",
                "postgresql://me:s3cret?^@db/ticks",
                "postgresql://me:^@s3cret@db/ticks",
                "postgresql://me:^s3cret",
                "postgresql://me:s3cret@db/ticks ",
                "postgresql://db/ticks ?password=s3cret",
                "postgresql://db/^?password=a@s3cret",
                "postgresql:me:s3cret^@db/ticks",
                "//me:s3cret@db/ticks",
                "me:s3cret@db/ticks",
            })
    void message_ofAValueThatIsNoUri_holdsNoPassword(String value) {
        Settings settings = Settings.of("sinks.db", Map.of("uri", value, "wait", value));

        assertThat(settings.unusable("uri", "another")).hasMessageNotContaining("s3cret");
        if (!value.startsWith("me:")) {
            assertThatThrownBy(() -> settings.check(URI))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("sinks.db.uri: expected an absolute URI, found ")
                    .hasMessageNotContaining("s3cret");
        }
        assertThatThrownBy(() -> settings.check(WAIT)).hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://host:80/a b, http://host:80/a b",
        "wss://[::1]:9/a^, wss://[::1]:9/a^",
        "wss://me@host/a^, wss://...@host/a^",
        "wss://me:pass@host/a^, wss://...@host/a^",
    })
    void message_ofAValueThatIsNoUri_showsWhatIsNoSecret(String value, String shown) {
        assertThatThrownBy(() -> Settings.of("feeds.x", Map.of("uri", value)).check(URI))
                .hasMessageContaining("found '" + shown + "' (Illegal character in path");
    }

    @Test
    void unusable_ofAText_showsIt() {
        assertThat(Settings.of("", Map.of("tls", "maybe")).unusable("tls", "require"))
                .hasMessage("tls: expected require, found 'maybe'");
    }
}
