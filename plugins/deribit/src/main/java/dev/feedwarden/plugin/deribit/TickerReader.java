package dev.feedwarden.plugin.deribit;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads ticker notifications (Deribit API v2, {@code ticker.{instrument}.{interval}}): the hot path, so it makes no tree
 * and stops after the last field it wants. The order of fields is not stable and no field is taken for granted but the
 * channel and the timestamp. One frame at a time; not safe for use by several threads.
 */
final class TickerReader {

    private static final int BID = 0;
    private static final int ASK = 1;
    private static final int BID_SIZE = 2;
    private static final int ASK_SIZE = 3;
    private static final int LAST = 4;
    private static final int MARK = 5;
    private static final int BID_IV = 6;
    private static final int ASK_IV = 7;
    private static final int MARK_IV = 8;
    private static final int UNDERLYING = 9;
    private static final int INDEX = 10;
    private static final int OPEN_INTEREST = 11;
    private static final int DELTA = 12;
    private static final int GAMMA = 13;
    private static final int VEGA = 14;
    private static final int THETA = 15;
    private static final int RHO = 16;
    private static final int TIMESTAMP = 17;
    private static final int SLOTS = 18;
    private static final int EVERY_SLOT = (1 << SLOTS) - 1;
    private static final int UNWANTED = -1;

    private static final double MOST_MILLIS = Long.MAX_VALUE / 1_000d;

    private final double[] values = new double[SLOTS];
    private int seen;
    private int oddValues;
    private boolean ended;
    private @Nullable String instrument;

    /**
     * Reads a frame.
     *
     * @return whether it is a ticker; only then do the other methods tell about it
     * @throws IOException if it is no JSON, is cut short, or is a ticker without a usable timestamp
     */
    boolean read(Buffer frame) throws IOException {
        Arrays.fill(values, Double.NaN);
        seen = 0;
        oddValues = 0;
        instrument = null;
        ended = frame.length() > 0 && frame.getByte(frame.length() - 1) == '}';
        try (JsonParser parser = JacksonCodec.createParser(frame)) {
            parser.enable(JsonParser.Feature.USE_FAST_DOUBLE_PARSER);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "expected a JSON object");
            }
            if (!message(parser)) {
                return false;
            }
            if (!(values[TIMESTAMP] > 0 && values[TIMESTAMP] < MOST_MILLIS)) {
                throw new JsonParseException(parser, "ticker: expected a timestamp in ms, found " + values[TIMESTAMP]);
            }
            return true;
        }
    }

    /** The instrument that the channel names. */
    String instrument() {
        if (instrument == null) {
            throw new IllegalStateException("no ticker was read");
        }
        return instrument;
    }

    /** How many of the wanted fields held something else than a number or null. */
    int oddValues() {
        return oddValues;
    }

    /** The numbers as sent; a side without a price or a size is empty, and all its numbers are absent. */
    Quote quote(String feed, String name, long receivedMicros) {
        boolean noBid = empty(values[BID], values[BID_SIZE]);
        boolean noAsk = empty(values[ASK], values[ASK_SIZE]);
        return new QuoteBuilder(feed, name, ((long) values[TIMESTAMP]) * 1_000, receivedMicros)
                .bid(noBid ? Double.NaN : values[BID])
                .bidSize(noBid ? Double.NaN : values[BID_SIZE])
                .bidIv(noBid ? Double.NaN : values[BID_IV])
                .ask(noAsk ? Double.NaN : values[ASK])
                .askSize(noAsk ? Double.NaN : values[ASK_SIZE])
                .askIv(noAsk ? Double.NaN : values[ASK_IV])
                .last(values[LAST])
                .mark(values[MARK])
                .markIv(values[MARK_IV])
                .underlying(values[UNDERLYING])
                .index(values[INDEX])
                .openInterest(values[OPEN_INTEREST])
                .delta(values[DELTA])
                .gamma(values[GAMMA])
                .vega(values[VEGA])
                .theta(values[THETA])
                .rho(values[RHO])
                .build();
    }

    private static boolean empty(double price, double size) {
        return Double.isNaN(price) || price == 0 || size == 0;
    }

    private boolean message(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("params") && value == JsonToken.START_OBJECT) {
                if (!params(parser)) {
                    return false;
                }
                if (complete()) {
                    return true;
                }
            } else if (!name.equals("method") && !name.equals("jsonrpc")) {
                return false;
            }
        }
        return instrument != null;
    }

    /** Reads the parameters; false as soon as they turn out to be those of something else than a ticker. */
    private boolean params(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("channel")) {
                instrument = value == JsonToken.VALUE_STRING ? Channels.instrument(parser.getText()) : null;
                if (instrument == null) {
                    return false;
                }
            } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
                fields(parser);
            } else {
                parser.skipChildren();
            }
            if (complete()) {
                return true;
            }
        }
        return true;
    }

    private void fields(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int slot = slot(name);
            if (slot != UNWANTED) {
                values[slot] = number(parser, value);
                seen |= 1 << slot;
            } else if (name.equals("greeks") && value == JsonToken.START_OBJECT) {
                fields(parser);
            } else {
                parser.skipChildren();
            }
            if (complete()) {
                return;
            }
        }
    }

    /** Whether the rest need not be read. A frame that was cut short is always read on, to the error. */
    private boolean complete() {
        return seen == EVERY_SLOT && instrument != null && ended;
    }

    private double number(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        double value = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        oddValues++;
        parser.skipChildren();
        return Double.NaN;
    }

    private static int slot(String field) {
        return switch (field) {
            case "best_bid_price" -> BID;
            case "best_ask_price" -> ASK;
            case "best_bid_amount" -> BID_SIZE;
            case "best_ask_amount" -> ASK_SIZE;
            case "last_price" -> LAST;
            case "mark_price" -> MARK;
            case "bid_iv" -> BID_IV;
            case "ask_iv" -> ASK_IV;
            case "mark_iv" -> MARK_IV;
            case "underlying_price" -> UNDERLYING;
            case "index_price" -> INDEX;
            case "open_interest" -> OPEN_INTEREST;
            case "delta" -> DELTA;
            case "gamma" -> GAMMA;
            case "vega" -> VEGA;
            case "theta" -> THETA;
            case "rho" -> RHO;
            case "timestamp" -> TIMESTAMP;
            default -> UNWANTED;
        };
    }
}
