package dev.feedwarden.supervisor.history;

/** The numbers in ids. */
final class Ids {

    private Ids() {}

    static long number(String prefix, String id) {
        if (id.startsWith(prefix)) {
            try {
                return Long.parseLong(id, prefix.length(), id.length(), 10);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("id must be '" + prefix + "' and a number, found '" + id + "'", e);
            }
        }
        throw new IllegalArgumentException("id must be '" + prefix + "' and a number, found '" + id + "'");
    }
}
