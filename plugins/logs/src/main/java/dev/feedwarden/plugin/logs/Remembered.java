package dev.feedwarden.plugin.logs;

import dev.feedwarden.api.Context;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives a restart, in the instance's own folder: how far each source is read, and the types of error. It is
 * written before the readings are handed on, so a line counts once at most. Blocks.
 */
final class Remembered {

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final String JOURNAL = "journal";
    private static final String FILES = "files";
    private static final String TYPES = "types";

    private final String id;
    private final StateFile positions;
    private final StateFile types;
    private JsonObject written = new JsonObject();
    private boolean typesUnsaved;
    private int unsaved;

    Remembered(Context context) {
        id = context.id();
        positions = new StateFile(context.disk(), context.folder(), "positions.json");
        types = new StateFile(context.disk(), context.folder(), "types.json");
    }

    /** Hands each source its position, if there is one. */
    void restore(List<FollowedFile> files, @Nullable Journal journal, ErrorTypes known) {
        try {
            written = positions.read();
            JsonObject read = written.getJsonObject(FILES, new JsonObject());
            for (FollowedFile file : files) {
                JsonObject one = read.getJsonObject(file.path().toString());
                if (one != null) {
                    file.resume(new FollowedFile.Position(one.getLong("at"), one.getString("tail")));
                }
            }
            if (journal != null && written.containsKey(JOURNAL)) {
                journal.resume(written.getLong(JOURNAL));
            }
            known.restore(types.read().getJsonArray(TYPES, new JsonArray()).stream()
                    .map(String::valueOf)
                    .toList());
        } catch (IOException | RuntimeException e) {
            LOG.warn("logs check={} remembered=0 reason=\"{}\"", id, e.toString());
        }
    }

    /** Writes what has changed. A failure is counted, and what was not written is tried again with the next. */
    void keep(List<FollowedFile> files, @Nullable Journal journal, ErrorTypes known) {
        typesUnsaved |= known.takeChanged();
        try {
            JsonObject now = positions(files, journal);
            if (!now.equals(written)) {
                positions.write(now);
                written = now;
            }
            if (typesUnsaved) {
                types.write(new JsonObject().put(TYPES, new JsonArray(known.all())));
                typesUnsaved = false;
            }
        } catch (IOException e) {
            unsaved++;
            LOG.warn("logs check={} remembered=0 reason=\"{}\"", id, e.toString());
        }
    }

    int takeUnsaved() {
        int taken = unsaved;
        unsaved = 0;
        return taken;
    }

    private static JsonObject positions(List<FollowedFile> files, @Nullable Journal journal) throws IOException {
        JsonObject read = new JsonObject();
        for (FollowedFile file : files) {
            FollowedFile.Position position = file.position();
            if (position != null) {
                JsonObject one = new JsonObject().put("at", position.at()).put("tail", position.tail());
                read.put(file.path().toString(), one);
            }
        }
        JsonObject all = new JsonObject().put(FILES, read);
        return journal == null ? all : all.put(JOURNAL, journal.position());
    }
}
