package dev.feedwarden.plugin.ib;

/**
 * The gateway's answer to our range of versions.
 *
 * @param number the version it has chosen; -1 sends us elsewhere
 * @param detail its connection time, for display only, or where it sends us
 */
record ServerVersion(int number, String detail) {

    /** It tells us to go to another host. */
    static final int REDIRECT = -1;
}
