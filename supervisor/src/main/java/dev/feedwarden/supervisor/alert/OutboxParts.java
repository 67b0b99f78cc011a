package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.metrics.Meters;
import java.util.function.LongSupplier;

/**
 * What the outboxes of all channels share.
 *
 * @param numbers the next row's number at each call; begins with {@code Resumption.nextMail}
 * @param timers of the core event loop
 */
public record OutboxParts(LongSupplier numbers, History history, Timers timers, Meters meters) {}
