/** Containers through the Engine API: a health check and the repairs restart-container, start and stop. */
@NullMarked
package dev.feedwarden.plugin.docker;

import org.jspecify.annotations.NullMarked;
