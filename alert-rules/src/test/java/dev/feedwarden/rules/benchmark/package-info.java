/** How fast the engine is, next to a counter that a person would write by hand. */
@NullMarked
package dev.feedwarden.rules.benchmark;

import org.jspecify.annotations.NullMarked;
