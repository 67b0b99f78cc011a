/** Rules tried out before they are in force: rule tests, and rules over what was stored. */
@NullMarked
package dev.feedwarden.supervisor.trial;

import org.jspecify.annotations.NullMarked;
