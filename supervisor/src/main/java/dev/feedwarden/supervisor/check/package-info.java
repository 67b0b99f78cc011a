/** When health checks run. */
@NullMarked
package dev.feedwarden.supervisor.check;

import org.jspecify.annotations.NullMarked;
