@NullMarked
package dev.feedwarden.supervisor.drill;

import org.jspecify.annotations.NullMarked;
