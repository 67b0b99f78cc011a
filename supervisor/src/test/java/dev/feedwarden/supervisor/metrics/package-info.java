@NullMarked
package dev.feedwarden.supervisor.metrics;

import org.jspecify.annotations.NullMarked;
