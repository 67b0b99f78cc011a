/** A simulated gateway of Interactive Brokers: its text protocol up to server version 178. */
@NullMarked
package dev.feedwarden.plugin.simulator.ib;

import org.jspecify.annotations.NullMarked;
