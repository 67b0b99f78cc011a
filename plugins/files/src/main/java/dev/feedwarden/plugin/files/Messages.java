package dev.feedwarden.plugin.files;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.plugin.files.format.Header;
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

    /** The tick that a row holds. */
    static Batch.Row of(Header header, Row row) {
        return new Batch.Row(row.getSequence(), row.hasTrade() ? trade(header, row) : quote(header, row));
    }

    private static Tick trade(Header header, Row row) {
        Trade trade = row.getTrade();
        return new dev.feedwarden.api.tick.Trade(
                header.getFeed(),
                header.getInstrument(),
                row.getExchangeMicros(),
                row.getReceivedMicros(),
                trade.getId(),
                trade.hasPrice() ? trade.getPrice() : Double.NaN,
                trade.hasSize() ? trade.getSize() : Double.NaN,
                switch (trade.getSide()) {
                    case SIDE_BUY -> dev.feedwarden.api.tick.Trade.Side.BUY;
                    case SIDE_SELL -> dev.feedwarden.api.tick.Trade.Side.SELL;
                    case SIDE_UNKNOWN, UNRECOGNIZED -> dev.feedwarden.api.tick.Trade.Side.UNKNOWN;
                });
    }

    private static Tick quote(Header header, Row row) {
        Quote quote = row.getQuote();
        QuoteBuilder tick = new QuoteBuilder(
                header.getFeed(), header.getInstrument(), row.getExchangeMicros(), row.getReceivedMicros());
        if (quote.hasBid()) {
            tick.bid(quote.getBid());
        }
        if (quote.hasAsk()) {
            tick.ask(quote.getAsk());
        }
        if (quote.hasBidSize()) {
            tick.bidSize(quote.getBidSize());
        }
        if (quote.hasAskSize()) {
            tick.askSize(quote.getAskSize());
        }
        if (quote.hasLast()) {
            tick.last(quote.getLast());
        }
        if (quote.hasMark()) {
            tick.mark(quote.getMark());
        }
        if (quote.hasBidIv()) {
            tick.bidIv(quote.getBidIv());
        }
        if (quote.hasAskIv()) {
            tick.askIv(quote.getAskIv());
        }
        if (quote.hasMarkIv()) {
            tick.markIv(quote.getMarkIv());
        }
        if (quote.hasUnderlying()) {
            tick.underlying(quote.getUnderlying());
        }
        if (quote.hasIndex()) {
            tick.index(quote.getIndex());
        }
        if (quote.hasOpenInterest()) {
            tick.openInterest(quote.getOpenInterest());
        }
        if (quote.hasDelta()) {
            tick.delta(quote.getDelta());
        }
        if (quote.hasGamma()) {
            tick.gamma(quote.getGamma());
        }
        if (quote.hasVega()) {
            tick.vega(quote.getVega());
        }
        if (quote.hasTheta()) {
            tick.theta(quote.getTheta());
        }
        if (quote.hasRho()) {
            tick.rho(quote.getRho());
        }
        return tick.build();
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
