package dev.feedwarden.rules.read;

import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one section of all files defines, to be named elsewhere.
 *
 * @param what such a thing is called in a message
 * @param known those that are right, by id
 * @param names the ids of all
 */
record Named<T>(String what, Map<String, T> known, Set<String> names) {

    Named {
        known = Map.copyOf(known);
        names = Set.copyOf(names);
    }

    /** The one of a name; null where there is none, which is noted, or it is wrong, which has been. */
    @Nullable
    T find(Scalar name, Problems problems) {
        if (!names.contains(name.text())) {
            problems.unknown(what, name, names);
        }
        return known.get(name.text());
    }

    /** Those of a list of names. */
    List<T> all(@Nullable Sequence list, Problems problems) {
        List<T> all = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            @Nullable T found = null;
            if (item instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
                found = find(scalar, problems);
            } else {
                problems.expected("the name of a " + what, item);
            }
            if (found != null && !all.contains(found)) {
                all.add(found);
            }
        }
        return all;
    }
}
