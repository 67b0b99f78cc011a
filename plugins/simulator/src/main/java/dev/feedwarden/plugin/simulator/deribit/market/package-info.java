/** What is traded on the simulated Deribit: made up, or read from a recording. */
@NullMarked
package dev.feedwarden.plugin.simulator.deribit.market;

import org.jspecify.annotations.NullMarked;
