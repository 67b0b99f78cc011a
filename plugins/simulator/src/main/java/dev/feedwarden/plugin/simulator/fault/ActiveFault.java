package dev.feedwarden.plugin.simulator.fault;

import java.time.Instant;

/**
 * A fault that is on.
 *
 * @param kind which
 * @param until when it ends by itself
 */
public record ActiveFault(Fault kind, Instant until) {}
