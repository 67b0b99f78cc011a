package dev.feedwarden.api;

/** What a metric's numbers are counted in. A rule's threshold must be of the same dimension. */
public enum Unit {
    /** A plain count or a number without dimension. */
    NONE,
    SECONDS,
    BYTES,
    /** A share, 0 to 1; written as a percentage in rules ({@code >= 90%}). */
    SHARE
}
