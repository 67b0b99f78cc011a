/** What only a drill carries: servers of its own, and the program with other seams. */
@NullMarked
package dev.feedwarden.deploy.drill;

import org.jspecify.annotations.NullMarked;
