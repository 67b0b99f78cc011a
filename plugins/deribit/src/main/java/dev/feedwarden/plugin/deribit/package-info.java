/** The feed of the Deribit options exchange. */
@NullMarked
package dev.feedwarden.plugin.deribit;

import org.jspecify.annotations.NullMarked;
