/** Switching faults on and reading the truth, as JSON over HTTP. */
@NullMarked
package dev.feedwarden.plugin.simulator.control;

import org.jspecify.annotations.NullMarked;
