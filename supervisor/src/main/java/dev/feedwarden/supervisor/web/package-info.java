/** The HTTP server and the page. */
@NullMarked
package dev.feedwarden.supervisor.web;

import org.jspecify.annotations.NullMarked;
