package dev.feedwarden.supervisor.history;

import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The audit's lines in the order in which they were added. Nothing changes or takes out a line but the limit, which takes
 * the oldest. For one thread.
 */
final class AuditTable {

    /** Some 20 MB; at 100 lines a day, more than a year. */
    static final int LIMIT = 50_000;

    private final Codec<AuditRow> codec = new AuditCodec();
    private final MVMap<Long, String> rows;

    AuditTable(MVStore store) {
        this.rows = Table.map(store, "audit");
    }

    void add(AuditRow row) {
        Long last = rows.lastKey();
        rows.put(last == null ? 1 : last + 1, codec.encode(row));
        Table.prune(rows, LIMIT);
    }

    List<AuditRow> newest(int most) {
        List<AuditRow> found = new ArrayList<>();
        Cursor<Long, String> cursor = rows.cursor(null, null, true);
        while (found.size() < most && cursor.hasNext()) {
            cursor.next();
            found.add(codec.decode(cursor.getValue()));
        }
        return List.copyOf(found);
    }
}
