/** Every meter of the product, in one list. */
@NullMarked
package dev.feedwarden.supervisor.metrics;

import org.jspecify.annotations.NullMarked;
