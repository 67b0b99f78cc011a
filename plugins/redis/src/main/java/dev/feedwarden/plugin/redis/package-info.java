/** Redis: a sink for the latest quotes, a health check and repairs. */
@NullMarked
package dev.feedwarden.plugin.redis;

import org.jspecify.annotations.NullMarked;
