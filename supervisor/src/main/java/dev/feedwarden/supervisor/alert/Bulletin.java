package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import java.time.Instant;
import java.util.List;

/**
 * Something that people are told and that is no incident.
 *
 * @param kind a word of letters and digits, for the Message-ID
 * @param level for the subject's colour word; green for plain news
 * @param headline one line
 * @param lines what is said, one line each
 */
public record Bulletin(String kind, Level level, String headline, List<String> lines, Instant time) {

    public Bulletin {
        lines = List.copyOf(lines);
    }
}
