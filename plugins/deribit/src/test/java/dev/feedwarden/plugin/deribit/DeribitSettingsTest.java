package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeribitSettingsTest {

    @Test
    void of_nothing_isTheShippedDefault() {
        DeribitSettings settings = of(Map.of());

        assertThat(settings.url()).isEqualTo(URI.create("wss://www.deribit.com/ws/api/v2"));
        assertThat(settings.markets()).containsExactly(new Market("ETH"));
        assertThat(settings.top()).isEqualTo(50);
        assertThat(settings.interval()).isEqualTo("100ms");
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.rerank()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.limits().streamsPerConnection()).isEqualTo(500);
        assertThat(settings.limits().streamsPerRequest()).isEqualTo(250);
        assertThat(settings.limits().messageAge()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void of_longerHeartbeat_waitsLongerForAMessage() {
        assertThat(of(Map.of("heartbeat", "60s")).limits().messageAge()).isEqualTo(Duration.ofMinutes(3));
        assertThat(of(Map.of("heartbeat", "60s", "message_age", "90s")).limits().messageAge())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void of_severalCurrencies_keepsEachOnce() {
        assertThat(of(Map.of("currency", List.of("BTC", "ETH_USDC", "BTC"))).markets())
                .containsExactly(new Market("BTC"), new Market("ETH_USDC"));
    }

    @ParameterizedTest
    @CsvSource({
        "url, https://www.deribit.com, ws://host/path or wss://host/path",
        "url, wss:///path, ws://host/path or wss://host/path",
        "currency, eth, coins such as ETH",
        "currency, USDC, coins such as ETH",
        "interval, 1s, '100ms, agg2 or raw'",
        "heartbeat, 9s, a duration from 10s to 1h",
        "heartbeat, 10500ms, whole seconds",
        "rerank, 1s, a duration from 10s to 1d",
        "message_age, 500ms, a duration from 1s to 1h",
        "top, many, a whole number"
    })
    void of_unusableValue_namesPathExpectedAndFound(String name, String value, String expected) {
        assertThatThrownBy(() -> of(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("feeds.deribit." + name + ": expected " + expected)
                .hasMessageContaining("found")
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({"top, 0", "top, 5001", "batch, 901", "streams_per_connection, 0"})
    void of_numberOutOfRange_isRefused(String name, int value) {
        assertThatThrownBy(() -> of(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("feeds.deribit." + name);
    }

    @Test
    void declared_defaults_areOfTheirOwnType() {
        Settings defaults = Settings.of("feeds.deribit", Map.of()).withDefaults(DeribitSettings.DECLARED);
        for (Setting setting : DeribitSettings.DECLARED) {
            defaults.check(setting);
            assertThat(setting.about()).isNotBlank();
        }
    }

    @Test
    void requestBytes_ofFullBatch_staysBelowTheVenuesLimit() {
        var channels = new Channels("100ms");
        List<String> names = IntStream.range(0, 900)
                .mapToObj(i -> "ETH-27DEC24-" + (10_000 + i) + "-C")
                .toList();

        int counted = names.stream().mapToInt(channels::bytes).sum();

        assertThat(channels.params(names).encode().length()).isBetween(counted, counted + 20);
    }

    private static DeribitSettings of(Map<String, ?> values) {
        return DeribitSettings.of(Settings.of("feeds.deribit", values));
    }
}
