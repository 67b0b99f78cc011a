package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Builds the tree from the parser's events, which come one by one, so that a limit stops the parser too. */
final class TreeBuilder {

    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
    private static final Map<Tag, Scalar.Type> TYPES = Map.of(
            Tag.INT,
            Scalar.Type.NUMBER,
            Tag.FLOAT,
            Scalar.Type.NUMBER,
            Tag.BOOL,
            Scalar.Type.BOOLEAN,
            Tag.NULL,
            Scalar.Type.NULL);

    private final String file;
    private final Iterator<Event> events;
    private final Problems problems;

    TreeBuilder(String file, Iterator<Event> events, Problems problems) {
        this.file = file;
        this.events = events;
        this.problems = problems;
    }

    @Nullable
    Node document() {
        next(); // the stream begins
        if (next().getEventId() == ID.StreamEnd) {
            problems.add(new Place(file, 1, 1), "expected a mapping, found an empty file");
            return null;
        }
        try {
            Node root = node(next(), 1);
            next(); // the document ends
            Event after = next();
            if (after.getEventId() != ID.StreamEnd) {
                problems.add(place(after), "expected one document, found another");
            }
            return root;
        } catch (TooDeep deep) {
            problems.add(deep.place, "expected at most " + Yaml.DEEPEST + " levels, found more");
            return null;
        }
    }

    private Node node(Event event, int depth) throws TooDeep {
        refuse(event);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (event instanceof CollectionStartEvent) {
            if (depth > Yaml.DEEPEST) {
                throw new TooDeep(place(event));
            }
            return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
        }
        return new Scalar(place(event), "", Scalar.Type.NULL); // an alias, which has been refused
    }

    private Mapping mapping(Event start, int depth) throws TooDeep {
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != ID.MappingEnd; event = next()) {
            Node key = node(event, depth + 1);
            Node value = node(next(), depth + 1);
            if (!(key instanceof Scalar name)) {
                problems.expected("a plain key", key);
            } else if (entries.containsKey(name.text())) {
                Place first = entries.get(name.text()).key().place();
                problems.add(key.place(), "key '" + name.text() + "' occurs again; first in line " + first.line());
            } else {
                entries.put(name.text(), new Mapping.Entry(name, value));
            }
        }
        return new Mapping(place(start), entries);
    }

    private Sequence sequence(Event start, int depth) throws TooDeep {
        List<Node> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != ID.SequenceEnd; event = next()) {
            items.add(node(event, depth + 1));
        }
        return new Sequence(place(start), items);
    }

    private Scalar scalar(ScalarEvent event) {
        Scalar.Type type = event.isPlain()
                ? TYPES.getOrDefault(CORE.resolve(event.getValue(), true), Scalar.Type.TEXT)
                : Scalar.Type.TEXT;
        return new Scalar(place(event), event.getValue(), type);
    }

    /** Notes what YAML has and these files have not. */
    private void refuse(Event event) {
        if (event instanceof AliasEvent) {
            problems.add(place(event), "expected a value, found an alias; write it out");
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(place(event), "expected a value, found an anchor; write values out where they are used");
        }
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent start) {
            tag = start.getTag();
        }
        tag.ifPresent(name -> problems.add(place(event), "expected a value, found the tag '" + name + "'"));
    }

    private Event next() {
        return events.next();
    }

    private Place place(Event event) {
        return event.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseGet(() -> new Place(file, 1, 1));
    }

    /** Ends the reading. */
    private static final class TooDeep extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Place place;

        TooDeep(Place place) {
            super("too deep");
            this.place = place;
        }
    }
}
