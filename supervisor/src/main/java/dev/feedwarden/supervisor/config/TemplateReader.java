package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.Stationery;
import dev.feedwarden.supervisor.alert.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the user's own templates of mails: {@code templates/mail.txt} and {@code templates/mail.html} beside the
 * configuration, each instead of the built-in one where it is there. A file has {@value #MOST_BYTES} bytes at the most.
 */
final class TemplateReader {

    static final String FOLDER = "templates";

    private static final long MOST_BYTES = 100_000;

    private final Path folder;
    private final Problems problems;

    /** @param beside the folder of the configuration */
    TemplateReader(Path beside, Problems problems) {
        folder = beside.resolve(FOLDER);
        this.problems = problems;
    }

    /** The templates; the built-in one instead of one that is broken, which is noted with its line. */
    Templates read() {
        Templates builtIn = Templates.builtIn();
        return new Templates(
                read(Templates.TEXT, Stationery::text, builtIn.text()),
                read(Templates.HTML, Stationery::html, builtIn.html()));
    }

    private Stationery read(String name, Maker maker, Stationery builtIn) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return builtIn;
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                problem(file, 1, "expected a template of at most " + MOST_BYTES + " bytes, found " + Files.size(file));
                return builtIn;
            }
            return maker.make(Files.readString(file));
        } catch (Stationery.Broken e) {
            problem(file, e.line(), "expected a Mustache template, found: " + e.getMessage());
        } catch (IOException e) {
            problem(file, 1, "expected a template in UTF-8 that can be read, found " + e);
        }
        return builtIn;
    }

    private void problem(Path file, int line, String what) {
        problems.add(new Place(file.toString(), line, 1), what);
    }

    /** Compiles a template. */
    private interface Maker {
        Stationery make(String text) throws Stationery.Broken;
    }
}
