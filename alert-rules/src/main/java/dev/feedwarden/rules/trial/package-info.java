/** Rule tests: readings that a person wrote, and what the rules must say of them. */
@NullMarked
package dev.feedwarden.rules.trial;

import org.jspecify.annotations.NullMarked;
