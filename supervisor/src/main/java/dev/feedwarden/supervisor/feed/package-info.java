/** The session every feed shares: connect, back off, keep alive, subscribe, sample. */
@NullMarked
package dev.feedwarden.supervisor.feed;

import org.jspecify.annotations.NullMarked;
