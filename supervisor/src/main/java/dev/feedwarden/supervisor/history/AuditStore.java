package dev.feedwarden.supervisor.history;

import io.vertx.core.Future;
import java.util.List;

/** Where the audit is kept: lines are added at the end and never changed; the newest 50,000 stay. */
public interface AuditStore {

    /** Adds lines, durably, all of them or none. Calls keep their order. */
    Future<Void> append(List<AuditRow> rows);

    /** The newest lines first. */
    Future<List<AuditRow>> audit(int most);
}
