package dev.feedwarden.rules;

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
 * @param recover the ladder that is climbed while it is not green; null for none
 * @param mail the levels whose arrival a person is told of
 */
public record Rule(
        String id,
        String about,
        String metric,
        String of,
        @Nullable String recover,
        Set<Level> mail) {

    public Rule {
        mail = Set.copyOf(mail);
    }
}
