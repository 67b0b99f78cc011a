/** Reads rule files into rules that are checked against what plugins and the configuration declare. */
@NullMarked
package dev.feedwarden.rules.read;

import org.jspecify.annotations.NullMarked;
