@NullMarked
package dev.feedwarden.supervisor.backup;

import org.jspecify.annotations.NullMarked;
