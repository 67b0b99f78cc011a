package dev.feedwarden.plugin.files;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.plugin.files.format.Quote;
import dev.feedwarden.plugin.files.format.Row;
import dev.feedwarden.plugin.files.format.Side;
import dev.feedwarden.plugin.files.format.Trade;
import java.util.function.DoubleConsumer;

/** Ticks as the messages of {@code tick.proto}. */
final class Messages {

    private Messages() {}

    static Row of(Batch.Row row) {
        Row.Builder message = Row.newBuilder()
                .setSequence(row.sequence())
                .setExchangeMicros(row.tick().exchangeMicros())
                .setReceivedMicros(row.tick().receivedMicros());
        if (row.tick() instanceof dev.feedwarden.api.tick.Quote quote) {
            message.setQuote(quote(quote));
        } else if (row.tick() instanceof dev.feedwarden.api.tick.Trade trade) {
            message.setTrade(trade(trade));
        }
        return message.build();
    }

    private static Quote quote(dev.feedwarden.api.tick.Quote quote) {
        Quote.Builder message = Quote.newBuilder();
        set(quote.bid(), message::setBid);
        set(quote.ask(), message::setAsk);
        set(quote.bidSize(), message::setBidSize);
        set(quote.askSize(), message::setAskSize);
        set(quote.last(), message::setLast);
        set(quote.mark(), message::setMark);
        set(quote.bidIv(), message::setBidIv);
        set(quote.askIv(), message::setAskIv);
        set(quote.markIv(), message::setMarkIv);
        set(quote.underlying(), message::setUnderlying);
        set(quote.index(), message::setIndex);
        set(quote.openInterest(), message::setOpenInterest);
        set(quote.delta(), message::setDelta);
        set(quote.gamma(), message::setGamma);
        set(quote.vega(), message::setVega);
        set(quote.theta(), message::setTheta);
        set(quote.rho(), message::setRho);
        return message.build();
    }

    private static Trade trade(dev.feedwarden.api.tick.Trade trade) {
        Trade.Builder message = Trade.newBuilder().setId(trade.id());
        set(trade.price(), message::setPrice);
        set(trade.size(), message::setSize);
        return message.setSide(
                        switch (trade.side()) {
                            case BUY -> Side.SIDE_BUY;
                            case SELL -> Side.SIDE_SELL;
                            case UNKNOWN -> Side.SIDE_UNKNOWN;
                        })
                .build();
    }

    /** Leaves out what the venue did not give. */
    private static void set(double value, DoubleConsumer setter) {
        if (!Double.isNaN(value)) {
            setter.accept(value);
        }
    }
}
