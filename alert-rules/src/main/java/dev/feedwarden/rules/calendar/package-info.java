/** Open hours: pure functions of time, with time zones done right. */
@NullMarked
package dev.feedwarden.rules.calendar;

import org.jspecify.annotations.NullMarked;
