package dev.feedwarden.plugin.ib;

import java.util.Set;

/** The ports at which TWS and the gateway trade with real money by default. They are left alone unless that is allowed. */
enum LivePorts {
    FORBIDDEN,
    ALLOWED;

    private static final Set<Integer> PORTS = Set.of(7496, 4001);

    boolean allows(int port) {
        return this == ALLOWED || !PORTS.contains(port);
    }
}
