package dev.feedwarden.supervisor.history;

import java.time.Instant;

/** A line of the audit as it is kept: what was decided or done. */
public record AuditRow(Instant time, String who, String what, String subject, String why, String result) {}
