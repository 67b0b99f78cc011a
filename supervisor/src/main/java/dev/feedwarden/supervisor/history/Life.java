package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.function.Function;

/**
 * When a settled row began and when it was over.
 *
 * @param begun grows with the row's number
 */
record Life<T>(Function<T, Instant> begun, Function<T, Instant> over) {}
