/** Durable ticks, and a cursor for each sink. */
@NullMarked
package dev.feedwarden.supervisor.journal;

import org.jspecify.annotations.NullMarked;
