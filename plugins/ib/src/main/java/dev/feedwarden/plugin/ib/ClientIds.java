package dev.feedwarden.plugin.ib;

/**
 * Which client id is used: the base, as long as that is free. One that is in use, perhaps by a socket of ours that the
 * gateway does not know to be dead, is tried once more, then the next of a small pool. Random ones would fill the gateway's
 * 32 places. Pure.
 */
final class ClientIds {

    private final int base;
    private final int pool;
    private int offset;
    private boolean refusedOnce;

    ClientIds(int base, int pool) {
        this.base = base;
        this.pool = pool;
    }

    int current() {
        return base + offset;
    }

    /** The gateway says that the current id is in use. */
    void refused() {
        if (refusedOnce) {
            offset = (offset + 1) % pool;
        }
        refusedOnce = !refusedOnce;
    }

    /** The gateway took it. */
    void accepted() {
        refusedOnce = false;
    }

    /** We leave of our own accord, so the base may be tried again. */
    void leaving() {
        offset = 0;
        refusedOnce = false;
    }
}
