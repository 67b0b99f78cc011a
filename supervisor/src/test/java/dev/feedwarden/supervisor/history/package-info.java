@NullMarked
package dev.feedwarden.supervisor.history;

import org.jspecify.annotations.NullMarked;
