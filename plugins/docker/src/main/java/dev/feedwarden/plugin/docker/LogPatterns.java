package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What lines of a log are counted by.
 *
 * @param byName regular expressions, found anywhere in a line
 */
record LogPatterns(Map<String, Pattern> byName) {

    static final Setting SETTING = Setting.optional(
            "log_errors",
            Setting.Type.TEXTS,
            null,
            "Regular expressions of lines in the log that are errors, up to 20; a name may stand before one, as in"
                    + " lost=Connection to remote host was lost");

    private static final int MOST = 20;
    private static final Pattern NAMED = Pattern.compile("([a-z][a-z0-9_-]{0,31})=(.+)");

    LogPatterns {
        byName = new LinkedHashMap<>(byName);
    }

    /** @throws dev.feedwarden.api.SettingException for what is no regular expression, or has the name of another */
    static LogPatterns of(Settings settings) {
        List<String> texts = settings.has(SETTING.name()) ? settings.texts(SETTING.name()) : List.of();
        if (texts.size() > MOST) {
            throw settings.unusable(SETTING.name(), "at most " + MOST + " regular expressions");
        }
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (String text : texts) {
            Matcher named = NAMED.matcher(text);
            boolean hasName = named.matches();
            String name = hasName ? named.group(1) : String.valueOf(patterns.size() + 1);
            try {
                if (patterns.putIfAbsent(name, Pattern.compile(hasName ? named.group(2) : text)) != null) {
                    throw settings.unusable(SETTING.name(), "different names");
                }
            } catch (PatternSyntaxException e) {
                throw settings.unusable(SETTING.name(), "regular expressions (" + e.getDescription() + ")");
            }
        }
        return new LogPatterns(patterns);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** How many lines are errors, by the name of the first pattern that is found in each. */
    Map<String, Integer> count(List<LogLine> lines) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (LogLine line : lines) {
            for (Map.Entry<String, Pattern> pattern : byName.entrySet()) {
                if (pattern.getValue().matcher(line.text()).find()) {
                    counts.merge(pattern.getKey(), 1, Integer::sum);
                    break;
                }
            }
        }
        return counts;
    }
}
