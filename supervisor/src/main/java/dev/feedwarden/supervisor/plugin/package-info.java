/** The PF4J host: which JARs may load, watching the drop-in folder, and the life of every instance. */
@NullMarked
package dev.feedwarden.supervisor.plugin;

import org.jspecify.annotations.NullMarked;
