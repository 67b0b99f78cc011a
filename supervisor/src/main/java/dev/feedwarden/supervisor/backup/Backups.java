package dev.feedwarden.supervisor.backup;

import io.vertx.core.json.JsonObject;

/** The backups of the running program. Safe from any thread; does not block. */
public interface Backups {

    /**
     * Begins to make one.
     *
     * @return whether it was begun; false while another is being made
     */
    boolean begin();

    /**
     * {@code {"folder", "every", "keep", "encrypted", "underWay", "last": {"begun", "seconds", "file", "bytes", "unsaved",
     * "error"}, "backups": [{"file", "time", "bytes"}]}}, the newest first. Of {@code last}, {@code file}, {@code bytes} and
     * {@code unsaved}, the sinks that it holds no copy of, are null where it failed, {@code error} where it did not.
     */
    JsonObject state();
}
