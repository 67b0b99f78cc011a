/** Services: servers and watchers with a life of their own. */
@NullMarked
package dev.feedwarden.api.service;

import org.jspecify.annotations.NullMarked;
