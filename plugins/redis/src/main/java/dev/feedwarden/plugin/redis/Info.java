package dev.feedwarden.plugin.redis;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the command INFO says: lines of {@code name:value} (Redis documentation, "INFO").
 *
 * @param fields by name
 */
record Info(Map<String, String> fields) {

    Info {
        fields = Map.copyOf(fields);
    }

    static Info read(String reply) {
        return new Info(reply.lines()
                .filter(line -> !line.startsWith("#") && line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, again) -> first)));
    }

    /** Empty if there is no such field. */
    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** NaN if there is no such field, or no number in it. */
    double number(String field) {
        try {
            return Double.parseDouble(text(field));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    double usedMemory() {
        return number("used_memory");
    }

    /** NaN if the server has no limit. */
    double maxMemory() {
        double limit = number("maxmemory");
        return limit > 0 ? limit : Double.NaN;
    }
}
