@NullMarked
package dev.feedwarden.deploy.drill;

import org.jspecify.annotations.NullMarked;
