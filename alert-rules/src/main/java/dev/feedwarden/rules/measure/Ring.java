package dev.feedwarden.rules.measure;

import java.util.Arrays;

/**
 * Entries in the order of their times, each with one or more numbers. Adding and removing at either end is cheap. Costs
 * 8 bytes for the time and 8 for each number of an entry, in arrays that double and do not shrink.
 */
final class Ring {

    private static final int FIRST = 8;

    private long[] times = new long[FIRST];
    private final double[][] columns;
    private int head;
    private int size;

    /**
     * @param numbers how many an entry has
     */
    Ring(int numbers) {
        columns = new double[numbers][FIRST];
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[slot(index)];
    }

    double number(int column, int index) {
        return columns[column][slot(index)];
    }

    void time(int index, long time) {
        times[slot(index)] = time;
    }

    void number(int column, int index, double number) {
        columns[column][slot(index)] = number;
    }

    /** Where an entry of this time belongs: behind all that are not later. */
    int place(long time) {
        int place = size;
        while (place > 0 && time(place - 1) > time) {
            place--;
        }
        return place;
    }

    /** Puts an entry whose numbers are zero before the one that has this index. */
    void insert(int index, long time) {
        if (size == times.length) {
            grow();
        }
        for (int i = size; i > index; i--) {
            move(i - 1, i);
        }
        times[slot(index)] = time;
        for (double[] column : columns) {
            column[slot(index)] = 0;
        }
        size++;
    }

    void removeFirst() {
        head = slot(1);
        size--;
    }

    /** Removes the entries from one index up to, and without, another. */
    void remove(int from, int to) {
        if (from == to) {
            return;
        }
        for (int i = to; i < size; i++) {
            move(i, from + i - to);
        }
        size -= to - from;
    }

    void move(int from, int to) {
        times[slot(to)] = times[slot(from)];
        for (double[] column : columns) {
            column[slot(to)] = column[slot(from)];
        }
    }

    private int slot(int index) {
        return (head + index) & (times.length - 1);
    }

    private void grow() {
        int capacity = times.length;
        // What had wrapped round to the front now follows the old end.
        times = Arrays.copyOf(times, 2 * capacity);
        System.arraycopy(times, 0, times, capacity, head);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.copyOf(columns[i], 2 * capacity);
            System.arraycopy(columns[i], 0, columns[i], capacity, head);
        }
    }
}
