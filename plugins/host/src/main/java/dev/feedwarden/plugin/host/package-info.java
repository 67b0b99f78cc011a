/** The machine, its processes and units, checks of Nagios's kind, and commands as repairs. */
@NullMarked
package dev.feedwarden.plugin.host;

import org.jspecify.annotations.NullMarked;
