package dev.feedwarden.plugin.bybit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads tickers (Bybit API v5, {@code tickers.{symbol}} of options): the hot path, so it makes no tree. The order of
 * fields is not stable: {@code type} and {@code topic} may come after the data. One frame at a time; not safe for use by
 * several threads.
 */
final class TickerReader {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double MOST_MILLIS = Long.MAX_VALUE / 1_000d;

    /** What fields mean that are no numbers of a quote: as those of {@link Slots}, and after them. */
    private static final int TOPIC = Slots.COUNT;

    private static final int TYPE = Slots.COUNT + 1;
    private static final int TS = Slots.COUNT + 2;
    private static final int DATA = Slots.COUNT + 3;
    private static final int SYMBOL = Slots.COUNT + 4;
    private static final int OF_AN_ANSWER = Slots.COUNT + 5;

    private final FieldOrder order = new FieldOrder(TickerReader::meaning);
    private final double[] values = new double[Slots.COUNT];
    private int seen;
    private int oddValues;
    private long millis;
    private boolean data;
    private boolean otherData;
    private boolean delta;
    private @Nullable String type;
    private @Nullable String symbol;
    private @Nullable String named;

    /**
     * Reads a frame.
     *
     * @return whether it is a ticker; only then do the other methods tell about it
     * @throws IOException if it is no JSON object, is cut short, or is a ticker without what every ticker has
     */
    boolean read(Buffer frame) throws IOException {
        order.restart();
        Arrays.fill(values, Double.NaN);
        seen = 0;
        oddValues = 0;
        millis = 0;
        data = false;
        otherData = false;
        type = null;
        symbol = null;
        named = null;
        byte[] bytes = frame.getBytes();
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "expected a JSON object");
            }
            if (!message(parser)) {
                return false;
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "expected nothing after the message");
            }
            check(parser);
            return true;
        }
    }

    /** The symbol that the topic names. */
    String symbol() {
        if (symbol == null) {
            throw new IllegalStateException("no ticker was read");
        }
        return symbol;
    }

    /** The venue's time of the message, milliseconds since 1970. */
    long millis() {
        return millis;
    }

    /** Whether it holds only what has changed; else it holds everything. */
    boolean delta() {
        return delta;
    }

    /** How many of the wanted fields held something else than a number, an empty text or null. */
    int oddValues() {
        return oddValues;
    }

    /** Takes over what the message says: all of it from a snapshot, what has changed from a delta. */
    void into(double[] state) {
        if (!delta) {
            System.arraycopy(values, 0, state, 0, Slots.COUNT);
            return;
        }
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if ((seen & 1 << slot) != 0) {
                state[slot] = values[slot];
            }
        }
    }

    /** Reads the message; false as soon as it turns out to be something else than a ticker. */
    private boolean message(JsonParser parser) throws IOException {
        for (int field = order.next(parser); field != FieldOrder.END; field = order.next(parser)) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case TOPIC -> {
                    String topic = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    if (!Topics.isTicker(topic)) {
                        return false;
                    }
                    symbol = topic.substring(Topics.TICKERS.length());
                }
                case TYPE -> type = text(parser, value);
                case TS -> millis = millis(parser, value);
                case DATA -> {
                    data = value == JsonToken.START_OBJECT;
                    otherData = !data;
                    if (data) {
                        fields(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                case OF_AN_ANSWER -> {
                    return false;
                }
                default -> parser.skipChildren();
            }
        }
        return symbol != null;
    }

    private void fields(JsonParser parser) throws IOException {
        for (int field = order.next(parser); field != FieldOrder.END; field = order.next(parser)) {
            JsonToken value = parser.nextToken();
            if (field >= 0 && field < Slots.COUNT) {
                values[field] = number(parser, value, Slots.shift(field));
                seen |= 1 << field;
            } else if (field == SYMBOL) {
                named = text(parser, value);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static int meaning(String field) {
        return switch (field) {
            case "topic" -> TOPIC;
            case "type" -> TYPE;
            case "ts" -> TS;
            case "data" -> DATA;
            case "symbol" -> SYMBOL;
            case "success", "op", "retCode", "ret_code" -> OF_AN_ANSWER;
            default -> Slots.of(field);
        };
    }

    private double number(JsonParser parser, JsonToken token, int shift) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        double value = Double.NaN;
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            int length = parser.getTextLength();
            if (length == 0) {
                return Double.NaN;
            }
            value = Decimal.parse(parser.getTextCharacters(), parser.getTextOffset(), length, shift);
        }
        if (Double.isFinite(value)) {
            return value;
        }
        oddValues++;
        parser.skipChildren();
        return Double.NaN;
    }

    private void check(JsonParser parser) throws IOException {
        if (!data) {
            throw new JsonParseException(
                    parser, "ticker: expected an object as data, found " + (otherData ? "something else" : "none"));
        }
        if (millis <= 0) {
            throw new JsonParseException(parser, "ticker: expected ts in ms, found none");
        }
        delta = "delta".equals(type);
        if (!delta && !"snapshot".equals(type)) {
            throw new JsonParseException(parser, "ticker: expected type snapshot or delta, found " + type);
        }
        if (named == null || !named.equals(symbol())) {
            throw new JsonParseException(parser, "ticker: expected data.symbol " + symbol() + ", found " + named);
        }
        require(parser, Slots.MARK, "markPrice");
        require(parser, Slots.BID, "bidPrice");
        require(parser, Slots.ASK, "askPrice");
    }

    /** Every snapshot has it; a delta may leave it out, but not spoil it. */
    private void require(JsonParser parser, int slot, String name) throws IOException {
        boolean there = (seen & 1 << slot) != 0;
        if (there ? !(values[slot] >= 0) : !delta) {
            throw new JsonParseException(
                    parser, "ticker: expected data." + name + " of 0 or more, found " + (there ? "none such" : "none"));
        }
    }

    private static @Nullable String text(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static long millis(JsonParser parser, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            double number = parser.getDoubleValue();
            return number > 0 && number < MOST_MILLIS ? (long) number : 0;
        }
        parser.skipChildren();
        return 0;
    }
}
