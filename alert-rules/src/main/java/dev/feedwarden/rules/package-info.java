/** The rule engine: a pure function of readings and time. */
@NullMarked
package dev.feedwarden.rules;

import org.jspecify.annotations.NullMarked;
