/** A plugin that makes trouble on request, for tests that need a real one in a process of its own. */
@NullMarked
package dev.feedwarden.deploy.guest;

import org.jspecify.annotations.NullMarked;
