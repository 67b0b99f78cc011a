package dev.feedwarden.rules.yaml;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping, asked for by name and type. Each answer is null where the key is absent or of another type;
 * the latter is noted as a problem. When all have been asked for, {@link #end} notes the keys nobody asked for.
 */
public final class Fields {

    private final Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    public Fields(Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Notes each of these keys that is absent. */
    public void require(String... keys) {
        for (String key : keys) {
            if (!mapping.entries().containsKey(key)) {
                problems.add(mapping.place(), "missing key '" + key + "'");
            }
        }
    }

    /** A value of any type. */
    public @Nullable Node node(String key) {
        asked.add(key);
        Mapping.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /** A text that is not blank. */
    public @Nullable Scalar text(String key) {
        return scalar(key, Scalar.Type.TEXT, "text");
    }

    public @Nullable Scalar number(String key) {
        return scalar(key, Scalar.Type.NUMBER, "a number");
    }

    /** {@code true} or {@code false}. */
    public @Nullable Scalar truth(String key) {
        return scalar(key, Scalar.Type.BOOLEAN, "true or false");
    }

    public @Nullable Mapping mapping(String key) {
        Node node = node(key);
        if (node == null || node instanceof Mapping) {
            return (Mapping) node;
        }
        problems.expected("a mapping for '" + key + "'", node);
        return null;
    }

    public @Nullable Sequence sequence(String key) {
        Node node = node(key);
        if (node == null || node instanceof Sequence) {
            return (Sequence) node;
        }
        problems.expected("a list for '" + key + "'", node);
        return null;
    }

    /** Notes every key that was never asked for. */
    public void end() {
        for (Mapping.Entry entry : mapping.entries().values()) {
            String key = entry.key().text();
            if (!asked.contains(key)) {
                problems.unknown("key", entry.key(), asked);
            }
        }
    }

    private @Nullable Scalar scalar(String key, Scalar.Type type, String expected) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar
                && scalar.type() == type
                && !scalar.text().isBlank()) {
            return scalar;
        }
        problems.expected(expected + " for '" + key + "'", node);
        return null;
    }
}
