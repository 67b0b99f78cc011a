/** Sinks: where accepted ticks are stored. */
@NullMarked
package dev.feedwarden.api.sink;

import org.jspecify.annotations.NullMarked;
