/** From a status change to a mail that has arrived. */
@NullMarked
package dev.feedwarden.supervisor.alert;

import org.jspecify.annotations.NullMarked;
