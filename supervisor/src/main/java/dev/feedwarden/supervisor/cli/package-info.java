/** The commands. */
@NullMarked
package dev.feedwarden.supervisor.cli;

import org.jspecify.annotations.NullMarked;
