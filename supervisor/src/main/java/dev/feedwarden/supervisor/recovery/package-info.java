/** Ladders: what is done about trouble, in which order and how often. */
@NullMarked
package dev.feedwarden.supervisor.recovery;

import org.jspecify.annotations.NullMarked;
