/** The configuration file as records, every error with its place. */
@NullMarked
package dev.feedwarden.supervisor.config;

import org.jspecify.annotations.NullMarked;
