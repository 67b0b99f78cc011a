package dev.feedwarden.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are red that other rules need. What counts for a subject is the cause's word on the same subject; where the
 * cause does not judge that, its word on the instance that the stream is of; where it judges neither, whether it is red
 * for any subject.
 */
final class Causes {

    private final Map<String, Cause> causes = new HashMap<>();

    Causes(List<Rule> rules) {
        for (Rule rule : rules) {
            rule.needs().forEach(id -> causes.putIfAbsent(id, new Cause()));
        }
    }

    /** Takes a judge in. Answers who must look again. */
    List<Judge> add(Judge judge) {
        judge.rule.needs().forEach(id -> cause(id).dependants.add(judge));
        Cause cause = causes.get(judge.rule.id());
        judge.cause = cause;
        return cause != null && cause.judged.add(judge.subject) ? cause.concerned(judge.subject) : List.of();
    }

    /** Takes a judge's level. Answers who must look again. */
    List<Judge> take(Judge judge) {
        Cause cause = judge.cause;
        if (cause == null) {
            return List.of();
        }
        boolean turned = judge.level() == Level.RED ? cause.red.add(judge.subject) : cause.red.remove(judge.subject);
        return turned ? cause.concerned(judge.subject) : List.of();
    }

    /** Lets a judge go. Answers who must look again. */
    List<Judge> remove(Judge judge) {
        judge.rule.needs().forEach(id -> cause(id).dependants.remove(judge));
        Cause cause = judge.cause;
        if (cause == null) {
            return List.of();
        }
        cause.red.remove(judge.subject);
        return cause.judged.remove(judge.subject) ? cause.concerned(judge.subject) : List.of();
    }

    /** The first cause that is red; null for none. */
    @Nullable
    String heldBackBy(Judge judge) {
        if (!judge.needs) {
            return null;
        }
        for (String id : judge.rule.needs()) {
            if (cause(id).isRed(judge.subject)) {
                return id;
            }
        }
        return null;
    }

    private Cause cause(String id) {
        Cause cause = causes.get(id);
        if (cause == null) {
            throw new IllegalArgumentException("nobody needs " + id);
        }
        return cause;
    }

    /** A rule that others need. */
    static final class Cause {

        private final Set<Judge> dependants = new LinkedHashSet<>();
        private final Set<String> judged = new HashSet<>();
        private final Set<String> red = new HashSet<>();

        /** Those to whom it may matter what the cause says of a subject. */
        List<Judge> concerned(String subject) {
            return dependants.stream()
                    .filter(judge -> judge.subject.equals(subject) || !judged.contains(judge.subject))
                    .toList();
        }

        boolean isRed(String subject) {
            if (judged.contains(subject)) {
                return red.contains(subject);
            }
            int slash = subject.indexOf('/');
            return slash < 0 ? !red.isEmpty() : isRed(subject.substring(0, slash));
        }
    }
}
