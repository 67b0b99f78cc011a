/** Health checks: questions asked on a schedule. */
@NullMarked
package dev.feedwarden.api.check;

import org.jspecify.annotations.NullMarked;
