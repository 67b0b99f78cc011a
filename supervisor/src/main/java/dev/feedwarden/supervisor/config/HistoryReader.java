package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.supervisor.history.Retention;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code history}. */
final class HistoryReader {

    private static final List<Setting> SETTINGS = List.of(Setting.optional(
            "keep",
            Setting.Type.DURATION,
            Retention.DEFAULT.keep().toDays() + "d",
            "How long an incident is kept after its end, and changes, mails and silences"));

    private final SectionReader sections;

    HistoryReader(SectionReader sections) {
        this.sections = sections;
    }

    /** What is to be kept; the usual where nothing is said, or something wrong, which is noted. */
    Retention read(@Nullable Mapping body) {
        if (body == null) {
            return Retention.DEFAULT;
        }
        var settings = sections.read("history", body, SETTINGS);
        Duration keep = settings.duration("keep");
        if (keep.compareTo(Retention.SHORTEST) < 0 || keep.compareTo(Retention.LONGEST) > 0) {
            String expected = Retention.SHORTEST.toDays() + "d to " + Retention.LONGEST.toDays() + "d";
            sections.problem(body, settings.unusable("keep", expected));
            return Retention.DEFAULT;
        }
        return Retention.of(keep);
    }
}
