package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the readings of one test, in the test's time. Used by one thread. */
public interface Bench {

    /** Begins to judge a subject by every rule that concerns it. */
    void declare(String subject, String plugin, Instant now);

    /** Takes a reading. All readings of a moment come before time is moved to it. */
    void accept(Reading reading);

    /** Moves time on. */
    void advance(Instant now);

    /** Where a rule stands with a subject; null where it does not judge it. */
    @Nullable
    RuleState state(String rule, String subject);

    /** The steps of its ladder that were taken so far; null where this bench has no ladders. */
    @Nullable
    List<String> steps(String rule, String subject);

    /** How often a person was told so far; null where this bench tells nobody. */
    @Nullable
    Integer mails(String rule, String subject);
}
