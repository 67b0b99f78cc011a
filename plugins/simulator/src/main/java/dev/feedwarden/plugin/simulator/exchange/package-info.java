/** What an exchange behind the fault proxy looks like to the rest. */
@NullMarked
package dev.feedwarden.plugin.simulator.exchange;

import org.jspecify.annotations.NullMarked;
