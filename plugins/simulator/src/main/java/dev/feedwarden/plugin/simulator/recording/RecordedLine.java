package dev.feedwarden.plugin.simulator.recording;

/**
 * One line of a recorded session.
 *
 * @param number its line in the file, from 1
 * @param kind {@code header}, {@code http}, {@code connect}, {@code send} or {@code recv}
 * @param micros when it was received, microseconds since 1970; 0 for a header
 * @param data the exact text that was received or sent; empty where there is none
 */
public record RecordedLine(long number, String kind, long micros, String data) {}
