/** The program that hosts plugins, judges what they report, repairs, and tells people. */
@NullMarked
package dev.feedwarden.supervisor;

import org.jspecify.annotations.NullMarked;
