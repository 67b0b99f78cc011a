/** Recorded sessions, read from JSON lines. */
@NullMarked
package dev.feedwarden.plugin.simulator.recording;

import org.jspecify.annotations.NullMarked;
