/** A plugin that breaks when it is told to. It comes with the drill alone. */
@NullMarked
package dev.feedwarden.plugin.drill;

import org.jspecify.annotations.NullMarked;
