/** How the program logs. */
@NullMarked
package dev.feedwarden.supervisor.log;

import org.jspecify.annotations.NullMarked;
