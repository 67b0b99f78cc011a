package dev.feedwarden.plugin.simulator.control;

import dev.feedwarden.plugin.simulator.exchange.Exchange;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.util.function.IntSupplier;

/**
 * One simulated exchange as the control knows it.
 *
 * @param id the name of the feed that talks to it
 * @param exchange what serves
 * @param faults what is wrong with it
 * @param port the public port, known once it is bound
 */
public record Venue(String id, Exchange exchange, Faults faults, IntSupplier port) {}
