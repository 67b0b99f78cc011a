/** Facts: what a plugin or the supervisor reports on the control plane. */
@NullMarked
package dev.feedwarden.api.event;

import org.jspecify.annotations.NullMarked;
