package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table that a sink writes and a check looks at, and the names that follow from it. Only names that need no quoting
 * are taken, so that each may stand in SQL as it is.
 *
 * @param schema with the dot, or empty: then the first schema of the connection's search path
 * @param name of the table of quotes
 */
record TableName(String schema, String name) {

    static final Setting SETTING = Setting.optional(
            "table",
            Setting.Type.TEXT,
            "eth_option_quotes",
            "The table of quotes, with its schema before a dot if that is not the default one; trades go to the table"
                    + " of its name with _trades behind it");

    /** With {@code _trades} behind it, a name may have 63 characters at most. */
    private static final Pattern VALID = Pattern.compile("([a-z_][a-z0-9_]{0,62}\\.)?([a-z_][a-z0-9_]{0,55})");

    /** @throws SettingException if the name cannot be used */
    static TableName of(Settings settings) {
        Matcher matcher = VALID.matcher(settings.text(SETTING.name()));
        if (!matcher.matches()) {
            throw settings.unusable(
                    SETTING.name(), "lower-case letters, digits and underscores, such as quotes or market.quotes");
        }
        String schema = matcher.group(1);
        return new TableName(schema == null ? "" : schema, matcher.group(2));
    }

    String quotes() {
        return schema + name;
    }

    String trades() {
        return schema + name + "_trades";
    }

    /** Where it is written down which scripts have run for which table. */
    String versions() {
        return schema + "feedwarden_schema";
    }
}
