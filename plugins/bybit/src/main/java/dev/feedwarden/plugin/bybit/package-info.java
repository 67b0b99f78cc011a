/**
 * The feed of Bybit's options: the tickers of those with the most open interest.
 *
 * <p>Which options there are is asked over HTTP, their tickers come over WebSockets (Bybit API v5, public option). {@code
 * BybitFeed} holds what outlives a connection: the wanted options, the HTTP conversation, the venue's standing, the pace.
 * {@code BybitProtocol} holds what dies with it: keep-alive, open requests, and what each topic last said.
 */
@NullMarked
package dev.feedwarden.plugin.bybit;

import org.jspecify.annotations.NullMarked;
