package dev.feedwarden.plugin.bybit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that have not been answered, oldest first. Answers on the option socket name neither the
 * operation nor the request, only the topics, so an answer is matched by them.
 */
final class OpenRequests {

    /** How many may be unanswered; of one more the oldest is forgotten, since whoever paces them has given it up. */
    static final int MOST = 16;

    private final Deque<Asked> open = new ArrayDeque<>();

    void add(Asked request) {
        if (open.size() == MOST) {
            open.removeFirst();
        }
        open.addLast(request);
    }

    /** The request about exactly these symbols, else the oldest that asked for all of them; null if there is none. */
    @Nullable
    Asked about(Set<String> symbols) {
        Asked exact = take(request -> request.equalTo(symbols));
        return exact != null || symbols.isEmpty() ? exact : take(request -> request.covers(symbols));
    }

    /** The oldest; null if there is none. */
    @Nullable
    Asked oldest() {
        return open.pollFirst();
    }

    /** How many streams the latest unanswered subscribe request asked for, if it was sent since; else 0. */
    int subscribedSince(long nanos) {
        Asked last = open.peekLast();
        return last != null && last.subscribe() && last.nanos() - nanos >= 0
                ? last.symbols().size()
                : 0;
    }

    private @Nullable Asked take(Predicate<Asked> wanted) {
        for (var all = open.iterator(); all.hasNext(); ) {
            Asked request = all.next();
            if (wanted.test(request)) {
                all.remove();
                return request;
            }
        }
        return null;
    }
}
