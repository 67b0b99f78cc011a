package dev.feedwarden.plugin.ib;

/** Where a connection stands. */
enum Stage {
    /** The socket is up; the gateway has not said its version. */
    VERSION("not ready: the gateway has not told its version. It may be starting, be down behind a proxy, not take"
            + " connections from here, or ask a person for a login"),
    /** It has, but cannot be asked yet. */
    READY("not ready: the gateway told its version and no more. Its login may be outstanding: a person may be needed"),
    SERVING(""),
    /** We have given the connection up, or it is gone. */
    OVER("");

    private final String standing;

    Stage(String standing) {
        this.standing = standing;
    }

    /** For a person, as part of the report of the connection's end. */
    String standing() {
        return standing;
    }

    String word() {
        return this == VERSION ? "version" : this == READY ? "ready" : "serving";
    }
}
