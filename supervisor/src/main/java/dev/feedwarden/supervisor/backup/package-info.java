/** Backups of everything that is kept, and their way back. */
@NullMarked
package dev.feedwarden.supervisor.backup;

import org.jspecify.annotations.NullMarked;
