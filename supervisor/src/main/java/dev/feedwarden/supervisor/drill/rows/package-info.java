/** The failures of the drill, one class each. */
@NullMarked
package dev.feedwarden.supervisor.drill.rows;

import org.jspecify.annotations.NullMarked;
