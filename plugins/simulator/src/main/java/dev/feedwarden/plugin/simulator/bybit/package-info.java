/** The simulated Bybit: its protocol and what its faults do to it. */
@NullMarked
package dev.feedwarden.plugin.simulator.bybit;

import org.jspecify.annotations.NullMarked;
