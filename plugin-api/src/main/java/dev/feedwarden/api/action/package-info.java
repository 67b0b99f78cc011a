/** Recovery actions: what a ladder may do to repair something. */
@NullMarked
package dev.feedwarden.api.action;

import org.jspecify.annotations.NullMarked;
