package dev.feedwarden.plugin.files;

import dev.feedwarden.plugin.files.format.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a file stands: {@code feed/2026-11-21/ETH-27NOV26-3000-C.14.0f8fad5b.pb}, by feed, day, instrument, hour and the
 * beginning of the journal's id. No two instruments share a name, whatever they are called.
 */
final class FileNames {

    /** What stands behind the name while the file grows. */
    static final String PART = ".part";

    /** What stands behind the name of a file that was set aside. */
    static final String DAMAGED = ".part.damaged";

    /** What stands behind the name while the file is made. */
    static final String UNNAMED = ".part.new";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_LETTERS = 150;
    private static final int JOURNAL_LETTERS = 8;

    private FileNames() {}

    /** The folder of a file. */
    static Path day(Path folder, Header header) {
        return folder.resolve(safe(header.getFeed())).resolve(day(Instant.ofEpochSecond(header.getHour())));
    }

    /** The name of the folder of a day. */
    static String day(Instant time) {
        return DAY.format(time);
    }

    /** The name of the file, in its folder, once it is complete. */
    static String complete(Header header) {
        String journal = safe(header.getJournal());
        return safe(header.getInstrument()) + "." + HOUR.format(Instant.ofEpochSecond(header.getHour())) + "."
                + journal.substring(0, Math.min(JOURNAL_LETTERS, journal.length())) + ".pb";
    }

    /** The text as a file name: what is not a letter, digit, dash, underscore or inner dot is written as %XX. */
    static String safe(String text) {
        StringBuilder name = new StringBuilder();
        for (byte letter : text.getBytes(StandardCharsets.UTF_8)) {
            if (plain(letter) || (letter == '.' && !name.isEmpty())) {
                name.append((char) letter);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", letter & 0xff));
            }
        }
        if (name.length() <= MOST_LETTERS && !name.isEmpty()) {
            return name.toString();
        }
        return name.substring(0, Math.min(MOST_LETTERS, name.length())) + "~" + digest(text);
    }

    private static boolean plain(byte letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '_';
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha, 0, JOURNAL_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
