package dev.feedwarden.api.notify;

import java.time.Instant;

/**
 * What a person is told.
 *
 * @param id the same on every attempt, so that a receiver can drop repeats
 * @param incident the incident it belongs to
 * @param recipient an address in the notifier's own form
 * @param subject one line without control characters
 * @param text the body in plain text
 * @param created when it was written down
 */
public record Notice(String id, String incident, String recipient, String subject, String text, Instant created) {}
