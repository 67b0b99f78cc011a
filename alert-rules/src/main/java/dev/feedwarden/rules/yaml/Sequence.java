package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import java.util.List;

/**
 * A list of values.
 *
 * @param items in the order of the file
 */
public record Sequence(Place place, List<Node> items) implements Node {

    public Sequence {
        items = List.copyOf(items);
    }

    @Override
    public String found() {
        return "a list";
    }
}
