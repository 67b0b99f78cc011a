package dev.feedwarden.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a level besides the level.
 *
 * @param flapping whether the level changes too often and stands for the worst that was seen
 * @param mail whether the threshold of mails was reached since the rule was green last
 * @param heldBackBy the rule that is red and is the cause, so that nobody need be told of this one; null for none, and
 *     where there is nothing to hold back
 */
public record Marks(
        boolean flapping, boolean mail, @Nullable String heldBackBy) {

    /** A level and no more. */
    public static final Marks NONE = new Marks(false, false, null);

    /** Whether they are these. */
    boolean are(boolean nowFlapping, boolean nowMail, @Nullable String cause) {
        return flapping == nowFlapping && mail == nowMail && Objects.equals(heldBackBy, cause);
    }
}
