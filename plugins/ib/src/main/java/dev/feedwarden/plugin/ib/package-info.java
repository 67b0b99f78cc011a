/**
 * The feed of Interactive Brokers: quotes and trades through a gateway or TWS, over the needed part of its own protocol.
 *
 * <p>{@code IbFeed} holds what outlives a connection: which door is tried, the client id, request ids, what is known of the
 * contracts, the session conflict, the pace. {@code IbProtocol} holds what dies with it: the greeting, the probe, and what
 * is asked for under which request id. Three things are watched apart, since none implies another: the socket ({@code
 * Probe}), the gateway's own link to IB ({@code Link}), and the age of each stream's data against its contract's hours
 * ({@code Streams}).
 */
@NullMarked
package dev.feedwarden.plugin.ib;

import org.jspecify.annotations.NullMarked;
