package dev.feedwarden.rules.read;

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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a step gives to its action, and checks it against what the action declares. */
final class ParametersReader {

    private final Map<String, List<Setting>> declared;
    private final Problems problems;

    /**
     * @param declared the parameters of each action of which they are known; those of any other are not checked
     */
    ParametersReader(Map<String, List<Setting>> declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /**
     * The values by name.
     *
     * @param step where the step stands
     * @param action its action, which exists
     */
    Map<String, Object> read(@Nullable Mapping given, String action, Place step) {
        Map<String, Object> values = new LinkedHashMap<>();
        @Nullable List<Setting> known = declared.get(action);
        for (Mapping.Entry entry :
                given == null ? List.<Mapping.Entry>of() : given.entries().values()) {
            @Nullable Object value = value(entry.value());
            if (value == null) {
                problems.expected(
                        "a value or a list of values for '" + entry.key().text() + "'", entry.value());
            } else if (known == null || fits(action, known, entry, value)) {
                values.put(entry.key().text(), value);
            }
        }
        for (Setting setting : known == null ? List.<Setting>of() : known) {
            if (setting.required() && (given == null || !given.entries().containsKey(setting.name()))) {
                problems.add(
                        given == null ? step : given.place(),
                        action + ": missing parameter '" + setting.name() + "' (" + setting.about() + ")");
            }
        }
        return values;
    }

    private boolean fits(String action, List<Setting> known, Mapping.Entry entry, Object value) {
        String name = entry.key().text();
        for (Setting setting : known) {
            if (setting.name().equals(name)) {
                return fits(action, setting, entry.value(), value);
            }
        }
        Set<String> names = known.stream().map(Setting::name).collect(Collectors.toSet());
        problems.add(
                entry.key().place(),
                "unknown parameter '" + name + "' of " + action
                        + (names.isEmpty() ? ", which has none" : Suggestion.among(names, name)));
        return false;
    }

    private boolean fits(String action, Setting setting, Node node, Object value) {
        try {
            Settings.of(action, Map.of(setting.name(), value)).check(setting);
            return true;
        } catch (SettingException e) {
            problems.add(node.place(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof Sequence list) {
            List<String> texts = new ArrayList<>();
            for (Node item : list.items()) {
                if (!(item instanceof Scalar scalar) || scalar.type() == Scalar.Type.NULL) {
                    return null;
                }
                texts.add(scalar.text());
            }
            return List.copyOf(texts);
        }
        if (!(node instanceof Scalar scalar)) {
            return null;
        }
        return switch (scalar.type()) {
            case TEXT -> scalar.text();
            case NUMBER -> number(scalar.number());
            case BOOLEAN -> scalar.truth();
            case NULL -> null;
        };
    }

    private static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? (Object) (long) number : (Object) number;
    }
}
