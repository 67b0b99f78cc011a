package dev.feedwarden.plugin.simulator.ib;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Prices that walk by one tick at each turn, and the messages that tell them. */
final class LivePrices {

    static final double MIN_TICK = 0.25;

    private static final int FIRST_DELAYED = 65;
    private static final int SIZES = 50;

    private final Random random;
    private final Map<Integer, Double> prices = new HashMap<>();

    LivePrices(List<IbContract> contracts, long seed) {
        random = new Random(seed);
        contracts.forEach(contract -> prices.put(contract.conId(), contract.price()));
    }

    /** The next tick of a line: the message that is one, and those that go with it. */
    List<String> next(Line line, long epochSecond, boolean quoted) {
        double price = walk(line.conId());
        int turn = line.turn();
        // The size is never that of the turn before, so that each message says something new.
        int size = 1 + turn % SIZES;
        if (line.kind().tickByTick()) {
            return List.of(tickByTick(line, epochSecond, price, size));
        }
        int side = turn % 3;
        int type = new int[] {1, 2, 4}[side];
        if (!quoted) {
            int bidOrAsk = 1 + turn % 2;
            return List.of(price(line, bidOrAsk, "-1.00", 0), size(line, bidOrAsk == 1 ? 0 : 3, 0));
        }
        double told = side == 0 ? price - MIN_TICK : price;
        return List.of(price(line, type, String.valueOf(told), size), size(line, new int[] {0, 3, 5}[side], size));
    }

    /** What is known of the contract from before, as it is sent at the beginning. */
    List<String> cached(Line line, long epochSecond) {
        double price = prices.getOrDefault(line.conId(), 0.0);
        int request = line.request();
        return List.of(
                Wire.text(46, 6, request, line.delayed() ? 88 : 45, epochSecond),
                price(line, 4, String.valueOf(price), 1),
                Wire.text(45, 6, request, line.delayed() ? 90 : 49, "0.0"),
                size(line, 8, 323_886),
                price(line, 1, String.valueOf(price - MIN_TICK), 3),
                size(line, 0, 3),
                price(line, 2, String.valueOf(price + MIN_TICK), 2),
                size(line, 3, 2),
                price(line, 6, String.valueOf(price + 40), 0),
                price(line, 7, String.valueOf(price - 40), 0),
                price(line, 9, String.valueOf(price - 10), 0));
    }

    private double walk(int conId) {
        return prices.merge(conId, random.nextBoolean() ? MIN_TICK : -MIN_TICK, Double::sum);
    }

    private static String tickByTick(Line line, long second, double price, int size) {
        int number = line.kind().number();
        int request = line.request();
        return switch (line.kind()) {
            case BID_ASK -> Wire.text(99, request, number, second, price - MIN_TICK, price, size, size, 0);
            case MID_POINT -> Wire.text(99, request, number, second, price);
            default -> Wire.text(99, request, number, second, price, size, 0, "CME", "");
        };
    }

    private static String price(Line line, int type, String price, int size) {
        return Wire.text(1, 6, line.request(), told(line, type), price, size, type <= 2 ? 1 : 0);
    }

    private static String size(Line line, int type, int size) {
        return Wire.text(2, 6, line.request(), told(line, type), size);
    }

    /** Delayed ticks have types of their own. */
    private static int told(Line line, int type) {
        if (!line.delayed()) {
            return type;
        }
        return switch (type) {
            case 0 -> 69;
            case 3 -> 70;
            case 4 -> 68;
            case 5 -> 71;
            case 6, 7, 8, 9 -> type + FIRST_DELAYED + 1;
            default -> type + FIRST_DELAYED;
        };
    }
}
