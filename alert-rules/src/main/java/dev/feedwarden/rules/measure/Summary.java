package dev.feedwarden.rules.measure;

/**
 * What can be told of a set of readings, and taken back.
 *
 * @param <S> the summary itself
 */
interface Summary<S extends Summary<S>> {

    void add(long time, double value);

    /** Takes back a reading that was added. */
    void remove(long time, double value);

    void addAll(S others);

    /** Takes back what was added with others. */
    void removeAll(S others);

    /** Whether so much was taken back that rounding may show in the rest, and the summary should be built anew. */
    boolean worn();
}
