package dev.feedwarden.deploy;

import io.vertx.core.json.JsonObject;

/** Whether nothing more is accepted, as far as twenty looks in a row tell. */
final class Quiet {

    private static final int LOOKS = 20;

    private long last = -1;
    private int same;

    boolean in(JsonObject status) {
        same = Keeping.accepted(status) == last ? same + 1 : 0;
        last = Keeping.accepted(status);
        return same >= LOOKS;
    }
}
