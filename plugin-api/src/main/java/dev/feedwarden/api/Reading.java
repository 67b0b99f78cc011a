package dev.feedwarden.api;

import java.time.Instant;

/**
 * One value of one metric of one subject at one time: all that the rule engine ever sees.
 *
 * @param metric the name of a declared {@link Metric}
 * @param subject the id of an instance, or {@code id/stream}
 * @param value in the metric's unit; NaN says that there is no value, which is not zero
 * @param time when it was so
 */
public record Reading(String metric, String subject, double value, Instant time) {}
