package dev.feedwarden.supervisor.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The desired state of one connection's subscriptions against the granted one. Pure: time comes as nanoseconds. */
final class Subscriptions {

    /** How often a stream that was not granted is asked for again before it counts as refused. */
    private static final int MOST_TRIES = 3;

    private static final Duration REFUSED_FOR = Duration.ofMinutes(5);

    private final int streamsPerRequest;
    private final int requestBytes;
    private final ToIntFunction<String> bytes;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Set<String> leaving = new LinkedHashSet<>();

    /** @param bytes how much a stream adds to a request */
    Subscriptions(int streamsPerRequest, int requestBytes, ToIntFunction<String> bytes) {
        this.streamsPerRequest = streamsPerRequest;
        this.requestBytes = requestBytes;
        this.bytes = bytes;
    }

    /** Takes over the wanted streams: new ones are due, granted ones that are not wanted any more are to leave. */
    void want(Set<String> wanted, long now) {
        items.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone && entry.getValue().granted) {
                leaving.add(entry.getKey());
            }
            return gone;
        });
        for (String stream : wanted) {
            items.computeIfAbsent(stream, absent -> new Item(leaving.remove(stream), now));
        }
    }

    boolean wants(String stream) {
        return items.containsKey(stream);
    }

    /** A stream is granted; one that is not wanted any more is to leave. */
    void grant(String stream) {
        Item item = items.get(stream);
        if (item == null) {
            leaving.add(stream);
        } else {
            item.granted = true;
            item.tries = 0;
            item.most = Integer.MAX_VALUE;
        }
    }

    /** Makes streams due again after leaving, whatever became of them before. */
    void restart(Collection<String> streams, long now) {
        for (String stream : streams) {
            Item item = items.get(stream);
            if (item != null) {
                if (item.granted) {
                    leaving.add(stream);
                }
                item.granted = false;
                item.due = now;
                item.tries = 0;
            }
        }
    }

    /** Makes a stream due after a delay that doubles; false if it was asked for often enough and is put off. */
    boolean again(String stream, Duration delay, long now) {
        Item item = items.get(stream);
        if (item == null) {
            return true;
        }
        if (item.tries == MOST_TRIES) {
            item.due = now + REFUSED_FOR.toNanos();
            return false;
        }
        item.due = now + (delay.toNanos() << item.tries);
        item.tries++;
        return true;
    }

    /** Puts a stream off for five minutes. */
    void putOff(String stream, long now) {
        Item item = items.get(stream);
        if (item != null) {
            item.due = now + REFUSED_FOR.toNanos();
        }
    }

    /** Asks for a stream only together with so many others, until it is granted. */
    void narrow(String stream, int most) {
        Item item = items.get(stream);
        if (item != null) {
            item.most = Math.min(item.most, most);
        }
    }

    /** When the next request falls due; nothing if there is none. */
    OptionalLong due(long now, boolean halted) {
        if (!leaving.isEmpty()) {
            return OptionalLong.of(now);
        }
        return items.values().stream()
                .filter(item -> !halted && !item.granted)
                .mapToLong(item -> now + Math.max(0, item.due - now))
                .min();
    }

    /** The next streams to unsubscribe, in one request. */
    List<String> takeLeaving() {
        List<String> request = chunk(leaving, streamsPerRequest);
        request.forEach(leaving::remove);
        return request;
    }

    /** The next streams to ask for, in one request; all of them bound by the same limit. */
    List<String> nextDue(long now) {
        List<String> due = new ArrayList<>();
        int most = 0;
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            Item item = entry.getValue();
            if (!item.granted && item.due - now <= 0 && (most == 0 || item.most == most)) {
                most = item.most;
                due.add(entry.getKey());
            }
        }
        return chunk(due, Math.min(most, streamsPerRequest));
    }

    /** The first streams that fit into one request; at least one if there is one. */
    private List<String> chunk(Collection<String> streams, int most) {
        List<String> request = new ArrayList<>();
        int size = 0;
        for (String stream : streams) {
            size += bytes.applyAsInt(stream);
            if (request.size() == most || (!request.isEmpty() && size > requestBytes)) {
                break;
            }
            request.add(stream);
        }
        return List.copyOf(request);
    }

    /** One wanted stream. */
    private static final class Item {
        private boolean granted;
        private int tries;
        private int most = Integer.MAX_VALUE;
        private long due;

        private Item(boolean granted, long due) {
            this.granted = granted;
            this.due = due;
        }
    }
}
