/** Who may act: the users of the configuration, their sessions, and how often somebody may try. */
@NullMarked
package dev.feedwarden.supervisor.access;

import org.jspecify.annotations.NullMarked;
