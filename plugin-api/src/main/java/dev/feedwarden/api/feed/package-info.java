/** Feeds: an exchange's protocol, bytes in and ticks and facts out. */
@NullMarked
package dev.feedwarden.api.feed;

import org.jspecify.annotations.NullMarked;
