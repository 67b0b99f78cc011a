package dev.feedwarden.rules.benchmark;

/** What a person would write by hand for {@code count over 1h > 50}: sixty counts of a minute, and nothing else. */
final class RingCounter {

    private static final int MINUTES = 60;
    private static final int MINUTE = 60;

    private final int[] counts = new int[MINUTES];
    private final int limit;
    private long newest;
    private int total;

    RingCounter(int limit) {
        this.limit = limit;
    }

    /** Takes what happened at a second since 1970; answers whether it is too many. */
    boolean add(long second, int number) {
        long minute = second / MINUTE;
        while (newest < minute) {
            newest++;
            int slot = (int) (newest % MINUTES);
            total -= counts[slot];
            counts[slot] = 0;
        }
        counts[(int) (minute % MINUTES)] += number;
        total += number;
        return total > limit;
    }
}
