package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded message through the protocol of a connection: it is taken, or refused for a stated reason. */
class RecordedReplayTest {

    private enum Outcome {
        TICK,
        /** A change of a ticker whose whole was never sent, or is not kept because nobody wants it. */
        ORPHAN,
        /** A topic that is no ticker, a pong or an answer: nothing to store. */
        HEARD,
        /** An answer to a request that was never made, or a wish to slow down. */
        ANSWERED,
        REFUSED
    }

    @ParameterizedTest
    @CsvSource({
        "cryptofeed_v5_linear_spot_2026-08-09.jsonl, data, 4, 2000",
        "option_messages_real_flat.jsonl, raw, 5, 5",
        "tardis-node_mapper_inputs_bybit-options.jsonl, , 2, 3",
        "tardis-node_mapper_inputs_bybit.jsonl, , 1, 5",
        "observed_single_messages.jsonl, raw, 0, 5"
    })
    void received_recorded_isTakenOrRefusedForAReason(String file, String key, int ticks, int heard) throws Exception {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (Bench bench = new Bench(Map.of())) {
            TestSession session = bench.session();
            FeedProtocol protocol = bench.feed.open(session);
            List<JsonObject> lines = Recordings.lines(file);
            for (JsonObject line : lines) {
                if (!line.containsKey("t") || line.getString("t").equals("recv")) {
                    String text = key == null ? line.encode() : line.getString(key);
                    outcomes.merge(outcome(protocol, session, Buffer.buffer(text)), 1, Integer::sum);
                }
            }
        }
        assertThat(outcomes.getOrDefault(Outcome.TICK, 0))
                .describedAs("%s", outcomes)
                .isGreaterThanOrEqualTo(ticks);
        assertThat(outcomes.getOrDefault(Outcome.HEARD, 0) + outcomes.getOrDefault(Outcome.ANSWERED, 0))
                .describedAs("%s", outcomes)
                .isGreaterThanOrEqualTo(heard);
    }

    private static Outcome outcome(FeedProtocol protocol, TestSession session, Buffer message) {
        int ticks = session.ticks().size();
        int refused = session.malformed().size();
        int answered = session.faults().size() + session.resets().size();
        protocol.received(message);
        boolean ticker =
                message.toString().contains("\"tickers.") && message.toString().contains("\"data\":{");
        if (session.malformed().size() > refused) {
            assertThat(session.malformed().get(refused))
                    .describedAs("%s", message)
                    .contains("expected");
            return Outcome.REFUSED;
        }
        if (session.ticks().size() > ticks) {
            assertThat(ticker).describedAs("%s", message).isTrue();
            return Outcome.TICK;
        }
        if (session.faults().size() + session.resets().size() > answered) {
            return Outcome.ANSWERED;
        }
        return ticker && message.toString().contains("\"delta\"") ? Outcome.ORPHAN : Outcome.HEARD;
    }
}
