package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.kit.FeedContract;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IbFeedProviderTest extends FeedContract {

    @Override
    protected Provider<? super TestContext, Feed> provider() {
        return new IbFeedProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("contracts", List.of("730283094@CME:quotes"));
    }

    @Override
    protected List<Buffer> frames() {
        return List.of(Wire.frame("178", "20261119 09:00:00 CET"), Wire.frame(9, 1, 1), Wire.frame(15, 1, "DU0000001"));
    }

    /** The ticks come under the id that the stream was asked for; the first is a value of the past. */
    @Override
    protected void converse(FeedProtocol protocol, TestSession session) {
        super.converse(protocol, session);
        protocol.subscribe(List.of("730283094.quotes"));
        String request = session.sent().stream()
                .skip(1)
                .flatMap(message -> Wire.fields(message).stream())
                .filter(fields -> fields.get(0).equals("1"))
                .map(fields -> fields.get(2))
                .findFirst()
                .orElse("0");
        receive(protocol, session, Wire.frame(1, 6, request, 1, "23199.0", 2, 1));
        receive(protocol, session, Wire.frame(1, 6, request, 1, "23199.25", 2, 1));
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(
                Map.of("port", 0),
                Map.of("port", "a"),
                Map.of("port", 7496),
                Map.of("port", List.of(7497, 4001)),
                Map.of("host", "a b"),
                Map.of("host", List.of()),
                Map.of("client_id", 0),
                Map.of("client_ids", 33),
                Map.of("contracts", "MNQ"),
                Map.of("contracts", List.of("730283094", "730283094@CME")),
                Map.of("contracts", "730283094@CME:bids"),
                Map.of("contracts", List.of("1", "2", "3", "4", "5", "6")),
                Map.of("streams", List.of()),
                Map.of("probe", "1s"),
                Map.of("pace", 51));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void check_unusableValue_namesTheSetting(Map<String, Object> values) {
        assertThatThrownBy(() -> new IbFeedProvider().check(Settings.of("feeds.ib", values)))
                .isInstanceOf(SettingException.class)
                .extracting("path")
                .isEqualTo("feeds.ib." + values.keySet().iterator().next());
    }

    @Test
    void doors_usualPorts_leaveThoseForLiveTradingOut() {
        assertThat(doors(Map.of())).containsExactly("tcp://127.0.0.1:7497", "tcp://127.0.0.1:4002");
        assertThat(doors(Map.of("allow_live", true)))
                .containsExactly(
                        "tcp://127.0.0.1:7497", "tcp://127.0.0.1:7496", "tcp://127.0.0.1:4002", "tcp://127.0.0.1:4001");
        assertThat(doors(Map.of("allow_live", true, "port", 4001))).containsExactly("tcp://127.0.0.1:4001");
        assertThat(doors(Map.of("host", List.of("a", "b"), "port", 4002)))
                .containsExactly("tcp://a:4002", "tcp://b:4002");
    }

    @Test
    void contracts_withoutWhatIsWanted_takeWhatIsUsual() {
        IbSettings settings = IbSettings.of(Settings.of(
                "feeds.ib",
                Map.of("contracts", List.of("1", "2@SMART:quotes", "3@CME:bid-ask+trades"), "streams", "quotes")));
        assertThat(settings.contracts())
                .containsExactly(
                        new Contract(1, "", List.of(StreamKind.QUOTES)),
                        new Contract(2, "SMART", List.of(StreamKind.QUOTES)),
                        new Contract(3, "CME", List.of(StreamKind.BID_ASK, StreamKind.TRADES)));
    }

    @Test
    void backgroundStreaming_off_wantsNothing() {
        assertThat(IbSettings.of(Settings.of(
                                "feeds.ib", Map.of("contracts", List.of("1"), "background_streaming", false)))
                        .contracts())
                .isEmpty();
    }

    @Test
    void settings_variablesOfTheReplacedSystem_areDefaults() {
        assertThat(new IbFeedProvider().settings())
                .filteredOn(setting -> setting.environment() != null)
                .extracting(Setting::environment)
                .containsExactly("IB_STREAM_HOST", "IB_STREAM_CLIENT_ID", "IB_STREAM_ENABLE_BACKGROUND_STREAMING");
    }

    private static List<String> doors(Map<String, Object> values) {
        return IbSettings.of(Settings.of("feeds.ib", values)).doors().stream()
                .map(URI::toString)
                .toList();
    }
}
