/** The faults that can be switched on, each for a stated time. */
@NullMarked
package dev.feedwarden.plugin.simulator.fault;

import org.jspecify.annotations.NullMarked;
