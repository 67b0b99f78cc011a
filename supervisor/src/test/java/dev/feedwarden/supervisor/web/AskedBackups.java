package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.backup.Backups;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Makes a backup once it is told that one has ended; until then another cannot be begun. */
final class AskedBackups implements Backups {

    volatile int begun;
    volatile boolean underWay;

    @Override
    public synchronized boolean begin() {
        if (underWay) {
            return false;
        }
        underWay = true;
        begun++;
        return true;
    }

    @Override
    public JsonObject state() {
        return new JsonObject()
                .put("folder", "/backups")
                .put("every", "daily at 03:00 UTC")
                .put("keep", 7)
                .put("encrypted", true)
                .put("underWay", underWay)
                .put(
                        "last",
                        new JsonObject()
                                .put("begun", Boards.NOW.toString())
                                .put("seconds", 0.5)
                                .put("file", null)
                                .put("bytes", null)
                                .put("unsaved", null)
                                .put("error", "No space left on device"))
                .put(
                        "backups",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("file", "feedwarden-20261127T030000000Z.backup")
                                        .put("time", Boards.NOW.toString())
                                        .put("bytes", 9)));
    }
}
