package dev.feedwarden.plugin.simulator.proxy;

/**
 * The loopback ports behind the proxy.
 *
 * @param exchange where the exchange serves
 * @param control where {@code /sim/*} is answered; 0 when the public port does not serve it
 * @param framing how the exchange marks its messages
 */
public record Doors(int exchange, int control, Framing framing) {}
