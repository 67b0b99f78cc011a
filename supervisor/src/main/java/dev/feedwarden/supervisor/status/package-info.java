/** The judge's surroundings: readings in, status changes out, incidents, and the board that everybody reads. */
@NullMarked
package dev.feedwarden.supervisor.status;

import org.jspecify.annotations.NullMarked;
