package dev.feedwarden.supervisor.alert;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.MustacheParseException;
import com.samskivert.mustache.Template;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The templates of one kind of mail body: the built-in one, and perhaps one of the user's own instead. Placeholders are
 * Mustache's. One of the user's that fails, or that makes more than {@value #MOST} characters, gives way to the built-in
 * one, so that no mail is lost for it. Immutable.
 */
public final class Stationery {

    static final int MOST = 200_000;

    private final Template builtIn;
    private final Template used;

    /** What a template turned out to be wrong with. */
    public static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        private Broken(int line, String message) {
            super(message);
            this.line = line;
        }

        /** Where, from 1; 1 where that is not known. */
        public int line() {
            return line;
        }
    }

    /** What came out. */
    record Written(String text, boolean fellBack) {}

    private Stationery(Template builtIn, Template used) {
        this.builtIn = builtIn;
        this.used = used;
    }

    /** The built-in plain text. */
    public static Stationery text() {
        Template template = compiler(false).compile(resource("mail.txt"));
        return new Stationery(template, template);
    }

    /** The built-in HTML; values are escaped. */
    public static Stationery html() {
        Template template = compiler(true).compile(resource("mail.html"));
        return new Stationery(template, template);
    }

    /** The user's own plain text. */
    public static Stationery text(String own) throws Broken {
        return new Stationery(text().builtIn, own(compiler(false), own));
    }

    /** The user's own HTML; values are escaped, but for those in three braces. */
    public static Stationery html(String own) throws Broken {
        return new Stationery(html().builtIn, own(compiler(true), own));
    }

    Written write(Letter letter) {
        var values = LetterValues.of(letter);
        if (used != builtIn) {
            try {
                String text = used.execute(values);
                if (text.length() <= MOST) {
                    return new Written(text, false);
                }
            } catch (MustacheException e) {
                return new Written(builtIn.execute(values), true);
            }
        }
        return new Written(builtIn.execute(values), used != builtIn);
    }

    /** Compiled, and tried with letters that have everything and next to nothing. */
    private static Template own(Mustache.Compiler compiler, String text) throws Broken {
        try {
            Template template = compiler.compile(text);
            for (Letter letter : List.of(sample(true), sample(false))) {
                template.execute(LetterValues.of(letter));
            }
            return template;
        } catch (MustacheParseException e) {
            throw new Broken(lineIn(e), String.valueOf(e.getMessage()));
        } catch (MustacheException.Context e) {
            throw new Broken(e.lineNo, "unknown placeholder '" + e.key + "'; known are " + LetterValues.NAMES);
        } catch (MustacheException | UnsupportedOperationException e) {
            throw new Broken(1, String.valueOf(e.getMessage()));
        }
    }

    /** The library tells the line only in its text: {@code ... @ file:3}, {@code ... line 3}. */
    private static int lineIn(MustacheParseException e) {
        String digits = String.valueOf(e.getMessage()).replaceAll("(?s).*(?:line |:)(\\d+).*", "$1");
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 1;
    }

    private static Mustache.Compiler compiler(boolean escaped) {
        return Mustache.compiler()
                .escapeHTML(escaped)
                .nullValue("")
                .emptyStringIsFalse(true)
                .zeroIsFalse(true);
    }

    private static String resource(String name) {
        try (InputStream in = Stationery.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Letter sample(boolean full) {
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        List<Incident.Moment> timeline = List.of(
                new Incident.Moment(time, "change", "red: 12 s"),
                new Incident.Moment(time, "action", "restart-streams (step 2 of feed)"),
                new Incident.Moment(time, "outcome", "restart-streams did not help"));
        Incident incident = new Incident(
                "i-1",
                "deribit-silence",
                "deribit",
                Level.RED,
                time,
                null,
                false,
                null,
                "i-1-0",
                Attention.NONE,
                full ? timeline : List.of());
        Letter letter = Letter.of(
                new Announcement(
                        Announcement.Occasion.REACHED,
                        incident,
                        Level.RED,
                        Severity.CRITICAL,
                        "No tick from Deribit",
                        "12 s",
                        full ? List.of("deribit/a") : List.of(),
                        full ? "reset-connection at 10:05:00 UTC" : null,
                        time,
                        full ? "red above 10 s" : null,
                        full ? "Look at the status page." : null),
                full ? URI.create("https://warden.example.com/") : null);
        URI act = URI.create("https://warden.example.com/act/x");
        return full ? letter.with(act, act) : letter;
    }
}
