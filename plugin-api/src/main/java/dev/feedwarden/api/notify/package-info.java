/** Notifiers: ways to tell a person besides mail. */
@NullMarked
package dev.feedwarden.api.notify;

import org.jspecify.annotations.NullMarked;
