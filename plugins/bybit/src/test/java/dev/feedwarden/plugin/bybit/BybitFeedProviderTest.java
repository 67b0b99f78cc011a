package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.kit.FeedContract;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BybitFeedProviderTest extends FeedContract {

    @Override
    protected Provider<? super TestContext, Feed> provider() {
        return new BybitFeedProvider();
    }

    @Override
    protected List<Buffer> frames() {
        return List.of(
                Samples.answer(List.of(Samples.CALL), List.of()),
                Samples.snapshot(Samples.CALL),
                Buffer.buffer("{\"args\":[\"1672916271846\"],\"op\":\"pong\"}"),
                Samples.snapshot(Samples.PUT));
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(
                Map.of("top", 0),
                Map.of("url", "http://x/y"),
                Map.of("rest", "https://x/v5"),
                Map.of("currency", List.of("eth")),
                Map.of("ping", "1s"),
                Map.of("streams_per_connection", 601),
                Map.of("careful_pace", "2m"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void check_unusableValue_namesTheSetting(Map<String, Object> values) {
        assertThatThrownBy(() -> new BybitFeedProvider().check(Settings.of("feeds.bybit", values)))
                .isInstanceOf(SettingException.class)
                .extracting("path")
                .isEqualTo("feeds.bybit." + values.keySet().iterator().next());
    }

    @Test
    void longestSymbol_ofAFullConnection_staysWithinTheVenuesCharacters() {
        BybitSettings settings = BybitSettings.of(Settings.of("feeds.bybit", Map.of("streams_per_connection", 500)));
        assertThat(settings.longestSymbol()).isEqualTo(31);
        assertThat(500 * Topics.characters("x".repeat(31))).isLessThanOrEqualTo(BybitSettings.CHARACTERS);
    }
}
