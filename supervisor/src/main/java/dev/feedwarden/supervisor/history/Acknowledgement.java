package dev.feedwarden.supervisor.history;

import java.time.Instant;

/**
 * Somebody takes care of an incident: until then nobody is reminded of it and no further person is called.
 *
 * @param by who, as the users' section or a signed link names them
 * @param why one line; may be empty
 * @param time since when
 * @param until when it lapses
 */
public record Acknowledgement(String by, String why, Instant time, Instant until) {}
