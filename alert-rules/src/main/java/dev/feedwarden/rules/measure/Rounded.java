package dev.feedwarden.rules.measure;

/** Numbers without the last digits, in which a person's arithmetic and a computer's differ. */
final class Rounded {

    private static final int DIGITS = 41;
    private static final double SPLIT = (1L << (53 - DIGITS)) + 1.0;

    private Rounded() {}

    /** The nearest number of {@value #DIGITS} binary digits, about twelve decimal ones (Veltkamp's splitting). */
    static double of(double number) {
        double high = SPLIT * number;
        double rounded = high - (high - number);
        return Double.isFinite(rounded) ? rounded : number;
    }
}
