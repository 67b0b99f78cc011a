package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules that are to come into force, while an engine for them is made of kept readings. Meanwhile the old rules judge, and
 * what is heard is held for the new engine: at most {@value #MOST} readings; beyond that it begins anew.
 */
final class Reload {

    static final int MOST = 65_536;

    private final RuleSet rules;
    private final List<Declared> subjects;
    private final List<Reading> heard = new ArrayList<>();
    private boolean overrun;

    /** @param subjects whom the engine is made for */
    Reload(RuleSet rules, List<Declared> subjects) {
        this.rules = rules;
        this.subjects = List.copyOf(subjects);
    }

    RuleSet rules() {
        return rules;
    }

    List<Declared> subjects() {
        return subjects;
    }

    void hear(Reading steady) {
        if (heard.size() < MOST) {
            heard.add(steady);
        } else {
            overrun = true;
        }
    }

    List<Reading> heard() {
        return heard;
    }

    /** Whether more was heard than could be held. */
    boolean overrun() {
        return overrun;
    }

    /** Those who are judged no more by now. */
    Set<String> gone(List<Declared> now) {
        Set<String> gone = subjects.stream().map(Declared::subject).collect(Collectors.toSet());
        now.forEach(each -> gone.remove(each.subject()));
        return gone;
    }
}
