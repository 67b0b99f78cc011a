/** PostgreSQL, with or without TimescaleDB: a sink, a health check and a repair. */
@NullMarked
package dev.feedwarden.plugin.postgres;

import org.jspecify.annotations.NullMarked;
