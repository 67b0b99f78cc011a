package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a mapping into checked {@link Settings}. A setting that is wrong is noted and takes its default. */
final class SectionReader {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final Values values;
    private final Problems problems;

    SectionReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /**
     * Reads what is declared; a key that is not declared is noted.
     *
     * @param path for messages, such as {@code feeds.deribit}
     * @param body null for an absent section: then everything takes its default
     */
    Settings read(String path, @Nullable Mapping body, List<Setting> declared) {
        Map<String, Object> found = new LinkedHashMap<>();
        Map<String, Setting> byName = new LinkedHashMap<>();
        declared.forEach(setting -> byName.put(setting.name(), setting));
        if (body != null) {
            body.entries().values().forEach(entry -> {
                String name = entry.key().text();
                Setting setting = byName.get(name);
                if (setting == null) {
                    problems.add(
                            entry.key().place(),
                            "unknown key '" + name + "' in " + path + Suggestion.among(byName.keySet(), name));
                } else {
                    Object value = value(setting, entry.value());
                    if (value != null && fits(path, setting, value, entry.value())) {
                        found.put(name, value);
                    }
                }
            });
            declared.stream()
                    .filter(setting -> setting.required()
                            && !body.entries().containsKey(setting.name())
                            && variable(setting) == null
                            && namedFile(setting) == null)
                    .forEach(setting -> problems.add(
                            body.place(),
                            path + ": missing key '" + setting.name() + "' (" + setting.about() + ")"
                                    + (setting.environment() == null
                                            ? ""
                                            : "; environment variable " + setting.environment()
                                                    + " is not set either")));
        }
        declared.forEach(setting -> fromEnvironment(path, body, setting, found));
        return Settings.of(path, found).withDefaults(declared);
    }

    /** A whole number within bounds; the least where it is not, which is noted. */
    int integer(String path, @Nullable Mapping body, Settings settings, String name, int least, int most) {
        try {
            return settings.integer(name, least, most);
        } catch (SettingException e) {
            problem(body, e);
            return least;
        }
    }

    /** A text with everything filled in. */
    String text(Scalar scalar, String otherwise) {
        String filled = values.fill(scalar);
        return filled == null ? otherwise : filled;
    }

    /** Notes a setting's error where the setting stands. */
    void problem(@Nullable Mapping body, SettingException error) {
        if (body == null) {
            throw error;
        }
        problems.add(place(body, error.path()), String.valueOf(error.getMessage()));
    }

    /** Where the setting with a path stands in its section, or the section itself if it does not. */
    static Place place(Mapping body, String path) {
        Mapping.Entry entry = body.entries().get(path.substring(path.lastIndexOf('.') + 1));
        return entry == null ? body.place() : entry.value().place();
    }

    /** Takes the environment variable of a setting that does not stand in the file. */
    private void fromEnvironment(String path, @Nullable Mapping body, Setting setting, Map<String, Object> found) {
        if (body == null || body.entries().containsKey(setting.name())) {
            return;
        }
        String said = variable(setting);
        String text = said == null ? fileOfVariable(body.place(), setting) : said;
        if (text == null) {
            return;
        }
        Object value = setting.type() == Setting.Type.SECRET ? new Secret(text) : typed(setting, text);
        try {
            Settings.of(path, Map.of(setting.name(), value)).check(setting);
            found.put(setting.name(), value);
        } catch (SettingException e) {
            problems.add(body.place(), "environment variable " + setting.environment() + ": " + e.getMessage());
        }
    }

    /** What the file says that the environment names for a secret, {@code NAME_FILE}; null for nothing, as an empty file. */
    private @Nullable String fileOfVariable(Place place, Setting setting) {
        String path = namedFile(setting);
        String text = path == null ? null : values.file(place, path);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private @Nullable String namedFile(Setting setting) {
        String name = setting.type() == Setting.Type.SECRET ? setting.environment() : null;
        String path = name == null ? null : values.environment(name + "_FILE");
        return path == null || path.isBlank() ? null : path.strip();
    }

    /** What the environment says of a setting; null for nothing. An empty variable says nothing. */
    @Nullable
    String variable(Setting setting) {
        String name = setting.environment();
        String text = name == null ? null : values.environment(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private boolean fits(String path, Setting setting, Object value, Node node) {
        try {
            Settings.of(path, Map.of(setting.name(), value)).check(setting);
            return true;
        } catch (SettingException e) {
            problems.add(node.place(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private @Nullable Object value(Setting setting, Node node) {
        if (node instanceof Scalar scalar) {
            return scalar(setting, scalar);
        }
        if (node instanceof Sequence list && setting.type() == Setting.Type.TEXTS) {
            List<Object> texts = new ArrayList<>();
            for (Node item : list.items()) {
                Object text = item instanceof Scalar scalar ? scalar(setting, scalar) : null;
                if (text == null) {
                    problems.expected("a text", item);
                } else {
                    texts.add(text);
                }
            }
            return texts;
        }
        problems.expected(setting.type().expected() + " for '" + setting.name() + "'", node);
        return null;
    }

    private @Nullable Object scalar(Setting setting, Scalar scalar) {
        boolean refers = Values.refers(scalar);
        String text = refers ? values.fill(scalar) : scalar.text();
        if (text == null) {
            return null;
        }
        if (setting.type() == Setting.Type.SECRET) {
            return refers ? new Secret(text) : text;
        }
        if (refers) {
            return typed(setting, text);
        }
        return switch (scalar.type()) {
            case NUMBER -> INTEGER.matcher(text).matches() ? (Object) Long.valueOf(text) : (Object) scalar.number();
            case BOOLEAN -> scalar.truth();
            case TEXT -> text;
            case NULL -> {
                problems.expected(setting.type().expected() + " for '" + setting.name() + "'", scalar);
                yield null;
            }
        };
    }

    /** What was filled in is text; where a number or a flag is declared it is read as one. */
    private static Object typed(Setting setting, String text) {
        return switch (setting.type()) {
            case INTEGER -> INTEGER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
            case NUMBER -> NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
            case FLAG -> text.matches("(?i)true|false") ? (Object) Boolean.valueOf(text) : text;
            default -> text;
        };
    }
}
