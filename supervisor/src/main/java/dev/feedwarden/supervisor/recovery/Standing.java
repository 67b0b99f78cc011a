package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Level;
import java.time.Instant;

/**
 * How it stands with a trouble at one moment.
 *
 * @param level what the rule says; {@code GREY} holds a ladder where it is
 * @param evidence the last healthy evidence
 * @param state the venue's own word on the subject's instance: {@code open}, {@code session-conflict}
 */
public record Standing(Level level, Instant evidence, String state) {}
