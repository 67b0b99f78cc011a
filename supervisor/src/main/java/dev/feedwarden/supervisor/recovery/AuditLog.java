package dev.feedwarden.supervisor.recovery;

import org.slf4j.LoggerFactory;

/** Takes every decision of a ladder and every action with its outcome. Called on the core event loop; must not block. */
@FunctionalInterface
public interface AuditLog {

    /** Adds a line at the end. */
    void add(AuditEntry entry);

    /** An audit that is kept in the program's log alone. */
    static AuditLog logging() {
        var log = LoggerFactory.getLogger(AuditLog.class);
        return entry -> log.info(
                "audit=entry who=\"{}\" what={} subject={} why=\"{}\" result=\"{}\"",
                entry.who(),
                entry.what(),
                entry.subject(),
                entry.why(),
                entry.result());
    }
}
