package dev.feedwarden.rules.measure;

import java.util.Arrays;

/**
 * Readings in the order of their values: percentiles.
 *
 * <p>Exact ones keep each different value. Coarse ones keep values to {@value #COARSE} binary digits, so that what they tell
 * is off by at most 0.4 %; where that makes more than {@value #MOST} different values, which span more than four
 * doublings, a digit is given up and the error doubles, as often as is needed. Costs 12 bytes for each different value; a
 * coarse one at most 6 KiB.
 */
final class Ranks implements Summary<Ranks> {

    static final int MOST = 512;

    private static final int COARSE = 7;
    private static final double HUNDRED = 100;
    private static final int FIRST = 8;
    private static final int MANTISSA = 52;

    private final int most;
    /** How many of a double's last bits are not told apart. */
    private int blurred;

    private double[] values = new double[FIRST];
    private int[] counts = new int[FIRST];
    private int size;
    private long total;

    private Ranks(int most, int blurred) {
        this.most = most;
        this.blurred = blurred;
    }

    static Ranks exact() {
        return new Ranks(Integer.MAX_VALUE, 0);
    }

    static Ranks coarse() {
        return new Ranks(MOST, MANTISSA - COARSE);
    }

    @Override
    public void add(long time, double value) {
        change(value, 1);
    }

    @Override
    public void remove(long time, double value) {
        change(value, -1);
    }

    @Override
    public void addAll(Ranks others) {
        if (others.blurred > blurred) {
            blur(others.blurred);
        }
        for (int i = 0; i < others.size; i++) {
            change(others.values[i], others.counts[i]);
        }
    }

    @Override
    public void removeAll(Ranks others) {
        for (int i = 0; i < others.size; i++) {
            change(others.values[i], -others.counts[i]);
        }
    }

    @Override
    public boolean worn() {
        return false;
    }

    /**
     * The value below which so many of a hundred readings lie, on the straight line between the two nearest; NaN for none.
     *
     * @param percent 0 to 100
     */
    double percentile(int percent) {
        if (total == 0) {
            return Double.NaN;
        }
        double rank = percent * (total - 1) / HUNDRED;
        long below = (long) rank;
        double low = at(below);
        double part = rank - below;
        return part == 0 ? low : low + (at(below + 1) - low) * part;
    }

    private double at(long rank) {
        if (size == total) {
            return middle(values[(int) rank]);
        }
        if (2 * rank < total) {
            int i = 0;
            for (long seen = counts[0]; seen <= rank; seen += counts[i]) {
                i++;
            }
            return middle(values[i]);
        }
        int i = size - 1;
        for (long above = total - counts[i]; above > rank; above -= counts[i]) {
            i--;
        }
        return middle(values[i]);
    }

    private void change(double value, int by) {
        double kept = blurred(value);
        int found = Arrays.binarySearch(values, 0, size, kept);
        if (found >= 0) {
            counts[found] += by;
            if (counts[found] == 0) {
                move(found + 1, found);
                size--;
            }
        } else {
            insert(-found - 1, kept, by);
        }
        total += by;
        while (size > most) {
            blur(blurred + 1);
        }
    }

    private void insert(int index, double value, int count) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        move(index, index + 1);
        values[index] = value;
        counts[index] = count;
        size++;
    }

    private void move(int from, int to) {
        System.arraycopy(values, from, values, to, size - from);
        System.arraycopy(counts, from, counts, to, size - from);
    }

    private void blur(int bits) {
        blurred = bits;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double value = blurred(values[i]);
            if (kept > 0 && values[kept - 1] == value) {
                counts[kept - 1] += counts[i];
            } else {
                values[kept] = value;
                counts[kept] = counts[i];
                kept++;
            }
        }
        size = kept;
    }

    /** The end nearer to zero of all values that are not told apart from this; zero without a sign. */
    private double blurred(double value) {
        return Double.longBitsToDouble(Double.doubleToLongBits(value) >> blurred << blurred) + 0.0;
    }

    /** Of all values that are not told apart from this, the middle one. */
    private double middle(double value) {
        if (blurred == 0 || value == 0) {
            return value;
        }
        return Double.longBitsToDouble(Double.doubleToLongBits(value) | 1L << (blurred - 1));
    }
}
