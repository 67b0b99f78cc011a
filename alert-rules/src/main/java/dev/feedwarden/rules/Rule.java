package dev.feedwarden.rules;

import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.measure.Dimension;
import dev.feedwarden.rules.measure.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule, read and checked.
 *
 * @param id its name in the file, unique over all files
 * @param about one sentence for a person
 * @param metric the metric it judges
 * @param of {@code plugin:type} for every instance of a plugin, an instance's id, or either with {@code /*} to judge every
 *     stream by itself
 * @param measure what is computed from the metric's readings
 * @param thresholds which value means which level
 * @param holds how long a level must be matched before it is taken; a level that is absent is taken at once
 * @param flap when its level changes too often; null for never
 * @param needs the rules whose red is the cause of its own trouble, so that nobody need be told of that meanwhile
 * @param during outside of whose hours it is not judged; null for always
 * @param severity how urgent it is; null for what its level says
 * @param recover the ladder that is climbed while it is not green; null for none
 * @param mail the levels whose arrival a person is told of
 * @param runbook what a person is to do, as text or a link; null where the rule says nothing
 * @param place where its id stands
 */
public record Rule(
        String id,
        String about,
        String metric,
        String of,
        Measure measure,
        Thresholds thresholds,
        Map<Level, Duration> holds,
        @Nullable Flap flap,
        List<String> needs,
        @Nullable Calendar during,
        @Nullable Severity severity,
        @Nullable String recover,
        Set<Level> mail,
        @Nullable String runbook,
        Place place) {

    /** A runbook has at most so many characters. */
    public static final int LONGEST_RUNBOOK = 500;

    public Rule {
        holds = Map.copyOf(holds);
        needs = List.copyOf(needs);
        mail = Set.copyOf(mail);
    }

    /** What its values are counted in; prints values and thresholds for a person. */
    public Dimension dimension() {
        return measure.dimension();
    }

    /** How urgent it is for a person that it has reached a level. */
    public Severity severity(Level level) {
        return severity == null ? Severity.of(level) : severity;
    }

    /**
     * Whether it judges a subject.
     *
     * @param subject an instance's id, or {@code id/stream}
     * @param plugin the type of the plugin that made the instance
     */
    public boolean concerns(String subject, String plugin) {
        return targets(subject, plugin).contains(of);
    }

    /** What the {@code of} of a rule can say to concern a subject. */
    static List<String> targets(String subject, String plugin) {
        int slash = subject.indexOf('/');
        return slash < 0
                ? List.of("plugin:" + plugin, subject)
                : List.of("plugin:" + plugin + "/*", subject.substring(0, slash) + "/*");
    }
}
