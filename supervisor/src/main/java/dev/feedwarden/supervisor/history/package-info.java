/** The local store: changes, incidents, ladders and mails, written before anything is done about them. */
@NullMarked
package dev.feedwarden.supervisor.history;

import org.jspecify.annotations.NullMarked;
