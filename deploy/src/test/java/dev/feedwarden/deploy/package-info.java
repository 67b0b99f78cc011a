/** The whole product: its architecture, its processes, and every fault end to end. */
@NullMarked
package dev.feedwarden.deploy;

import org.jspecify.annotations.NullMarked;
