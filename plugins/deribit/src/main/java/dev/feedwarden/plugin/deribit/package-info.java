/**
 * The feed of the Deribit options exchange: the tickers of the options with the most open interest.
 *
 * <p>Everything goes over one kind of WebSocket (Deribit API v2, JSON-RPC). {@code DeribitFeed} holds what outlives a
 * connection: the wanted options, the venue's state, the calendar. {@code DeribitProtocol} holds what dies with it:
 * open requests, the heartbeat, and on connection 0 the discovery.
 */
@NullMarked
package dev.feedwarden.plugin.deribit;

import org.jspecify.annotations.NullMarked;
