package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document. At most {@value #LONGEST} characters and {@value #DEEPEST} levels; anchors, aliases, tags,
 * repeated keys and keys that are not plain are refused. So the cost stays in proportion to the text.
 */
public final class Yaml {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 64 * 1024;

    /** How deep mappings and lists may nest. */
    public static final int DEEPEST = 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private Yaml() {}

    /**
     * Reads a text.
     *
     * @param file what problems and places call it
     * @param problems takes what is wrong
     * @return the root; null where the text is no YAML, too long, too deep or empty, which is noted as a problem
     */
    public static @Nullable Node parse(String file, String text, Problems problems) {
        Place start = new Place(file, 1, 1);
        if (text.length() > LONGEST) {
            problems.add(start, "expected at most " + LONGEST + " characters, found " + text.length());
            return null;
        }
        try {
            Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
            return new TreeBuilder(file, events, problems).document();
        } catch (MarkedYamlEngineException broken) {
            problems.add(place(start, broken), "not YAML: " + sentence(broken));
        } catch (ReaderException character) {
            Place at = place(file, text, character.getPosition());
            problems.add(at, String.format("not YAML: character U+%04X is not allowed", character.getCodePoint()));
        } catch (YamlEngineException broken) {
            problems.add(start, "not YAML: " + broken.getMessage());
        } catch (NumberFormatException escape) {
            // What the parser throws for an escape such as an eight-digit one, without a place.
            problems.add(start, "not YAML: an escape that stands for no character, " + escape.getMessage());
        }
        return null;
    }

    private static String sentence(MarkedYamlEngineException broken) {
        String context = broken.getContext() == null ? "" : broken.getContext() + ", ";
        return context + broken.getProblem();
    }

    private static Place place(Place start, MarkedYamlEngineException broken) {
        Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
        return mark.map(at -> new Place(start.file(), at.getLine() + 1, at.getColumn() + 1))
                .orElse(start);
    }

    /** Where a character stands of which only the number is known. */
    private static Place place(String file, String text, int position) {
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Place(file, line, text.codePointCount(lineStart, end) + 1);
    }
}
