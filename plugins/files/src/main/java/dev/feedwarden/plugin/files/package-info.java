/** The sink that writes ticks to files. */
@NullMarked
package dev.feedwarden.plugin.files;

import org.jspecify.annotations.NullMarked;
