package dev.feedwarden.plugin.ib;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Zones as IB names them: mostly names of the zone database, and a few of its own. */
final class Zones {

    /** The short names of American zones mean local time there, with its summer time. */
    private static final Map<String, String> OWN = Map.of(
            "EST", "America/New_York",
            "EDT", "America/New_York",
            "CST", "America/Chicago",
            "CDT", "America/Chicago",
            "MST", "America/Denver",
            "PST", "America/Los_Angeles",
            "JST", "Asia/Tokyo",
            "HKT", "Asia/Hong_Kong",
            "BST", "Europe/London");

    private Zones() {}

    /** The zone, or null if nobody knows it. A remark in brackets after the name is left out. */
    static @Nullable ZoneId of(String name) {
        int bracket = name.indexOf('(');
        String bare = (bracket < 0 ? name : name.substring(0, bracket)).strip();
        try {
            return ZoneId.of(OWN.getOrDefault(bare, bare));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
