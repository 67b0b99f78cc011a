/** The compatibility kit: each kind's contract as an abstract test, and time and disk under the test's control. */
@NullMarked
package dev.feedwarden.api.kit;

import org.jspecify.annotations.NullMarked;
