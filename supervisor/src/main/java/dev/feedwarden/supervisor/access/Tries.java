package dev.feedwarden.supervisor.access;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often an address may try to sign in: {@value #MOST} times in any minute, right or wrong. Remembers {@value
 * #ADDRESSES} addresses, the latest ones. An IPv6 address counts as its network of 64 bits, which one machine usually has
 * to itself. Lives on the core event loop.
 */
public final class Tries {

    public static final int MOST = 5;
    static final int ADDRESSES = 10_000;
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private final Timers timers;
    private final Map<String, Deque<Long>> byAddress = new LinkedHashMap<>();

    public Tries(Timers timers) {
        this.timers = timers;
    }

    /** Takes one try; false if there is none left. A refused one does not make the wait longer. */
    public boolean take(String address) {
        if (!isLeft(address)) {
            return false;
        }
        String network = network(address);
        Deque<Long> times = byAddress.remove(network);
        if (times == null) {
            times = new ArrayDeque<>(MOST);
        }
        times.addLast(timers.nanoTime());
        byAddress.put(network, times);
        if (byAddress.size() > ADDRESSES) {
            Iterator<String> oldest = byAddress.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /** Whether a try is left. */
    public boolean isLeft(String address) {
        Deque<Long> times = byAddress.get(network(address));
        if (times == null) {
            return true;
        }
        long since = timers.nanoTime() - WINDOW.toNanos();
        while (!times.isEmpty() && times.getFirst() - since <= 0) {
            times.removeFirst();
        }
        return times.size() < MOST;
    }

    int size() {
        return byAddress.size();
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length) && !groups[i].isEmpty(); i++) {
            network.append(groups[i]).append(':');
        }
        return network.isEmpty() ? address : network.toString();
    }
}
