package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.util.random.RandomGenerator;

/** Ticks for tests. */
final class Ticks {

    private Ticks() {}

    /** A tick that can be told from every other by its number. */
    static Tick numbered(long number) {
        return of("deribit", number);
    }

    static Tick of(String feed, long number) {
        return new QuoteBuilder(feed, "ETH-" + number % 7, number, 1_700_000_000_000_000L + number)
                .bid((double) number)
                .markIv(61.5)
                .build();
    }

    static Tick received(String feed, long micros) {
        return new QuoteBuilder(feed, "ETH-1", micros, micros).bid(1).build();
    }

    /** Any tick, unusual texts and numbers included. */
    static Tick any(RandomGenerator random) {
        String feed = text(random, 12);
        String instrument = text(random, 60);
        if (random.nextInt(4) == 0) {
            Trade.Side[] sides = Trade.Side.values();
            return new Trade(
                    feed,
                    instrument,
                    random.nextLong(),
                    random.nextLong(),
                    text(random, 20),
                    number(random),
                    number(random),
                    sides[random.nextInt(sides.length)]);
        }
        return new QuoteBuilder(feed, instrument, random.nextLong(), random.nextLong())
                .bid(number(random))
                .ask(number(random))
                .bidSize(number(random))
                .askSize(number(random))
                .last(number(random))
                .mark(number(random))
                .bidIv(number(random))
                .askIv(number(random))
                .markIv(number(random))
                .underlying(number(random))
                .index(number(random))
                .openInterest(number(random))
                .delta(number(random))
                .gamma(number(random))
                .vega(number(random))
                .theta(number(random))
                .rho(number(random))
                .build();
    }

    private static double number(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> Double.NaN;
            case 2 -> -0.0;
            case 3 -> Double.NEGATIVE_INFINITY;
            default -> random.nextDouble(-1e9, 1e9);
        };
    }

    private static String text(RandomGenerator random, int most) {
        String alphabet = "ABC-0129_ /%üЖ漢😀";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(alphabet.codePointAt(
                    alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())))));
        }
        return text.toString();
    }
}
