package dev.feedwarden.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the configuration, with typed getters. A getter's error names the path in the configuration, what it
 * expected and what it found; of a URI, never the user and password in it. Immutable.
 */
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)");
    private static final Map<String, Long> BYTES = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40);

    private final String path;
    private final Map<String, Object> values;

    private Settings(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * The values of one entry.
     *
     * @param path where the entry stands, such as {@code feeds.deribit}
     * @param values texts, numbers, booleans, {@link Secret}s and lists of texts by setting name
     */
    public static Settings of(String path, Map<String, ?> values) {
        return new Settings(path, new LinkedHashMap<>(values));
    }

    /** Where the entry stands in the configuration. */
    public String path() {
        return path;
    }

    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The same entry with each declared default filled in where nothing stands. */
    public Settings withDefaults(List<Setting> declared) {
        var filled = new LinkedHashMap<>(values);
        for (Setting setting : declared) {
            if (setting.fallback() != null) {
                filled.putIfAbsent(setting.name(), setting.fallback());
            }
        }
        return new Settings(path, filled);
    }

    /** The same entry without what others than its provider take from it. */
    public Settings without(List<Setting> taken) {
        var rest = new LinkedHashMap<>(values);
        taken.forEach(setting -> rest.remove(setting.name()));
        return new Settings(path, rest);
    }

    public String text(String name) {
        Object value = value(name, Setting.Type.TEXT);
        return switch (kind(value)) {
            case "text", "number", "flag" -> value.toString();
            default -> throw wrong(name, Setting.Type.TEXT, value);
        };
    }

    public List<String> texts(String name) {
        Object value = value(name, Setting.Type.TEXTS);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return List.of(text(name));
    }

    public int integer(String name, int least, int most) {
        Object value = value(name, Setting.Type.INTEGER);
        if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            if (number.doubleValue() < least || number.doubleValue() > most) {
                throw new SettingException(at(name), "a whole number from " + least + " to " + most, value.toString());
            }
            return number.intValue();
        }
        throw wrong(name, Setting.Type.INTEGER, value);
    }

    public double number(String name) {
        Object value = value(name, Setting.Type.NUMBER);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, Setting.Type.NUMBER, value);
    }

    public boolean flag(String name) {
        Object value = value(name, Setting.Type.FLAG);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, Setting.Type.FLAG, value);
    }

    public Duration duration(String name) {
        Object value = value(name, Setting.Type.DURATION);
        return Duration.ofMillis(Math.round(scaled(name, Setting.Type.DURATION, value, DURATION, MILLIS)));
    }

    /** A size in bytes. */
    public long size(String name) {
        Object value = value(name, Setting.Type.SIZE);
        return Math.round(scaled(name, Setting.Type.SIZE, value, SIZE, BYTES));
    }

    public URI uri(String name) {
        Object value = value(name, Setting.Type.URI);
        try {
            URI uri = new URI(value.toString());
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new SettingException(
                    at(name), Setting.Type.URI.expected(), shown(value) + " (" + e.getReason() + ")");
        }
        throw wrong(name, Setting.Type.URI, value);
    }

    public Secret secret(String name) {
        Object value = value(name, Setting.Type.SECRET);
        if (value instanceof Secret secret) {
            return secret;
        }
        throw new SettingException(at(name), Setting.Type.SECRET.expected(), "a value written in plain");
    }

    /** An error about a setting whose value is of the right type but cannot be used. */
    public SettingException unusable(String name, String expected) {
        Object value = values.get(name);
        return new SettingException(at(name), expected, value == null ? "nothing" : shown(value));
    }

    /** Reads the value as its declared type, so that a wrong one is found before anything runs. */
    public void check(Setting setting) {
        if (!has(setting.name())) {
            if (setting.required()) {
                throw new SettingException(at(setting.name()), setting.type().expected(), "nothing");
            }
            return;
        }
        switch (setting.type()) {
            case TEXT -> text(setting.name());
            case TEXTS -> texts(setting.name());
            case INTEGER -> integer(setting.name(), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case NUMBER -> number(setting.name());
            case FLAG -> flag(setting.name());
            case DURATION -> duration(setting.name());
            case SIZE -> size(setting.name());
            case URI -> uri(setting.name());
            case SECRET -> secret(setting.name());
        }
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Object value(String name, Setting.Type type) {
        @Nullable Object value = values.get(name);
        if (value == null) {
            throw new SettingException(at(name), type.expected(), "nothing");
        }
        return value;
    }

    private double scaled(String name, Setting.Type type, Object value, Pattern pattern, Map<String, Long> factors) {
        Matcher matcher = pattern.matcher(value.toString().trim());
        if (!matcher.matches()) {
            throw wrong(name, type, value);
        }
        Long factor = factors.get(matcher.group(2));
        if (factor == null) {
            throw wrong(name, type, value);
        }
        return Double.parseDouble(matcher.group(1)) * factor;
    }

    private SettingException wrong(String name, Setting.Type type, Object value) {
        return new SettingException(at(name), type.expected(), kind(value) + " " + shown(value));
    }

    private static String shown(Object value) {
        String text = value.toString();
        return ShownUri.needed(text) ? ShownUri.of(text) : "'" + text + "'";
    }

    private static String kind(Object value) {
        if (value instanceof CharSequence) {
            return "text";
        }
        if (value instanceof Number) {
            return "number";
        }
        if (value instanceof Boolean) {
            return "flag";
        }
        return value instanceof List ? "list" : value.getClass().getSimpleName();
    }
}
