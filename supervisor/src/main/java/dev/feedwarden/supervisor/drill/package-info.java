/** The drill: the failure matrix, made to happen to real processes of the program and measured from outside. */
@NullMarked
package dev.feedwarden.supervisor.drill;

import org.jspecify.annotations.NullMarked;
