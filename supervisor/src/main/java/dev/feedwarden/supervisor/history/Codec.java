package dev.feedwarden.supervisor.history;

/** A record as compact JSON text and back. Pure; an unknown field is passed over, so that an older program reads on. */
interface Codec<T> {

    String encode(T row);

    /** Throws if the text is not what {@link #encode} writes. */
    T decode(String text);
}
