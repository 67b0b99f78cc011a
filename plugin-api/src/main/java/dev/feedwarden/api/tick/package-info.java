/** Market data in the product's own units. */
@NullMarked
package dev.feedwarden.api.tick;

import org.jspecify.annotations.NullMarked;
