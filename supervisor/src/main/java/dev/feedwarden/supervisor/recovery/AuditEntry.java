package dev.feedwarden.supervisor.recovery;

import java.time.Instant;

/**
 * One line of the audit: what was decided or done. Never changed once it is added.
 *
 * @param time the wall clock's
 * @param who {@code ladder ID} or the name of a signed-in person
 * @param what the action's name
 * @param subject what it was to repair
 * @param why the rule and its value, or what the person gave as a reason
 * @param result what became of it: {@code begun}, {@code carried out: ...}, {@code not carried out: ...}, or what was
 *     decided in its place
 */
public record AuditEntry(Instant time, String who, String what, String subject, String why, String result) {}
