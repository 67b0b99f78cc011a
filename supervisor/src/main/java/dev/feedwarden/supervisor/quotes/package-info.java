/** The latest quote of each option: kept in memory, or read back from a sink that can. */
@NullMarked
package dev.feedwarden.supervisor.quotes;

import org.jspecify.annotations.NullMarked;
