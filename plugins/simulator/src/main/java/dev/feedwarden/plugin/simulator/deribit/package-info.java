/** An exchange that speaks Deribit API v2. */
@NullMarked
package dev.feedwarden.plugin.simulator.deribit;

import org.jspecify.annotations.NullMarked;
