package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeribitFeedProviderTest {

    @Test
    void check_nothing_isTaken() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    static Stream<Map<String, Object>> unusable() {
        return Stream.of(
                Map.of("top", -3),
                Map.of("url", "http://x"),
                Map.of("currency", List.of()),
                Map.of("interval", "foo"),
                Map.of("heartbeat", "1s"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void check_unusableValue_namesTheSetting(Map<String, Object> values) {
        assertThatThrownBy(() -> check(values))
                .isInstanceOf(SettingException.class)
                .extracting("path")
                .isEqualTo("feeds.deribit." + values.keySet().iterator().next());
    }

    private static void check(Map<String, ?> values) {
        new DeribitFeedProvider().check(Settings.of("feeds.deribit", values));
    }
}
