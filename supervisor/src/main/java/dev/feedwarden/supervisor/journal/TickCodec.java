package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A tick as bytes: version, kind, feed, instrument and the two times, then the fields of the kind. A text is its length
 * in two bytes and UTF-8. Of a quote's numbers a mask says which are there; only those follow. A change of this form
 * takes a new version, and the old ones stay readable.
 */
final class TickCodec {

    /** Texts of a tick together, in characters. Three bytes of UTF-8 are the most that a character takes. */
    static final int MOST_TEXT = 1_024;

    /** An encoded tick, in bytes: the texts, at most 17 numbers, and what is fixed. */
    static final int MOST_BYTES = 3 * MOST_TEXT + 17 * Double.BYTES + 64;

    private static final byte VERSION = 1;
    private static final byte QUOTE = 1;
    private static final byte TRADE = 2;
    private static final Trade.Side[] SIDES = {Trade.Side.UNKNOWN, Trade.Side.BUY, Trade.Side.SELL};

    private TickCodec() {}

    /** Whether the tick is short enough to be stored. */
    static boolean fits(Tick tick) {
        int text = tick.feed().length() + tick.instrument().length();
        if (tick instanceof Trade trade) {
            text += trade.id().length();
        }
        return text <= MOST_TEXT;
    }

    static void write(Tick tick, ByteBuffer to) {
        to.put(VERSION).put(tick instanceof Quote ? QUOTE : TRADE);
        writeText(tick.feed(), to);
        writeText(tick.instrument(), to);
        to.putLong(tick.exchangeMicros()).putLong(tick.receivedMicros());
        if (tick instanceof Quote quote) {
            writeQuote(quote, to);
        } else if (tick instanceof Trade trade) {
            writeText(trade.id(), to);
            to.putDouble(trade.price()).putDouble(trade.size());
            to.put((byte) sideCode(trade.side()));
        }
    }

    /** @throws IOException if the bytes are of a version or kind that this program does not know */
    static Tick read(ByteBuffer from) throws IOException {
        byte version = from.get();
        byte kind = from.get();
        if (version != VERSION || (kind != QUOTE && kind != TRADE)) {
            throw new IOException("journal record: expected version " + VERSION + " and kind " + QUOTE + " or " + TRADE
                    + ", found version " + version + " and kind " + kind);
        }
        String feed = readText(from);
        String instrument = readText(from);
        long exchangeMicros = from.getLong();
        long receivedMicros = from.getLong();
        if (kind == QUOTE) {
            return readQuote(new QuoteBuilder(feed, instrument, exchangeMicros, receivedMicros), from);
        }
        return new Trade(
                feed,
                instrument,
                exchangeMicros,
                receivedMicros,
                readText(from),
                from.getDouble(),
                from.getDouble(),
                SIDES[from.get()]);
    }

    private static void writeQuote(Quote quote, ByteBuffer to) {
        int maskAt = to.position();
        to.putInt(0);
        int mask = number(quote.bid(), 0, to)
                | number(quote.ask(), 1, to)
                | number(quote.bidSize(), 2, to)
                | number(quote.askSize(), 3, to)
                | number(quote.last(), 4, to)
                | number(quote.mark(), 5, to)
                | number(quote.bidIv(), 6, to)
                | number(quote.askIv(), 7, to)
                | number(quote.markIv(), 8, to)
                | number(quote.underlying(), 9, to)
                | number(quote.index(), 10, to)
                | number(quote.openInterest(), 11, to)
                | number(quote.delta(), 12, to)
                | number(quote.gamma(), 13, to)
                | number(quote.vega(), 14, to)
                | number(quote.theta(), 15, to)
                | number(quote.rho(), 16, to);
        to.putInt(maskAt, mask);
    }

    private static int number(double value, int bit, ByteBuffer to) {
        if (Double.isNaN(value)) {
            return 0;
        }
        to.putDouble(value);
        return 1 << bit;
    }

    private static Quote readQuote(QuoteBuilder quote, ByteBuffer from) {
        int mask = from.getInt();
        return quote.bid(number(mask, 0, from))
                .ask(number(mask, 1, from))
                .bidSize(number(mask, 2, from))
                .askSize(number(mask, 3, from))
                .last(number(mask, 4, from))
                .mark(number(mask, 5, from))
                .bidIv(number(mask, 6, from))
                .askIv(number(mask, 7, from))
                .markIv(number(mask, 8, from))
                .underlying(number(mask, 9, from))
                .index(number(mask, 10, from))
                .openInterest(number(mask, 11, from))
                .delta(number(mask, 12, from))
                .gamma(number(mask, 13, from))
                .vega(number(mask, 14, from))
                .theta(number(mask, 15, from))
                .rho(number(mask, 16, from))
                .build();
    }

    private static double number(int mask, int bit, ByteBuffer from) {
        return (mask & (1 << bit)) == 0 ? Double.NaN : from.getDouble();
    }

    private static int sideCode(Trade.Side side) {
        return switch (side) {
            case UNKNOWN -> 0;
            case BUY -> 1;
            case SELL -> 2;
        };
    }

    private static void writeText(String text, ByteBuffer to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putShort((short) bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
