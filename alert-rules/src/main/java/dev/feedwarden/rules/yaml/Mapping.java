package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys with values.
 *
 * @param entries by key, in the order of the file
 */
public record Mapping(Place place, Map<String, Entry> entries) implements Node {

    public Mapping {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String found() {
        return "a mapping";
    }

    /**
     * A key and its value.
     *
     * @param key as it stands in the file; its text is the key
     */
    public record Entry(Scalar key, Node value) {}
}
