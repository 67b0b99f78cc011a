package dev.feedwarden.plugin.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the system for the addresses of a name; it also reads its file of hosts. Such a look-up blocks and cannot be
 * ended, so each has a thread of its own that holds neither a worker nor the program, a name is asked for once at a time,
 * and only so many names at a time. One event loop.
 */
final class SystemNames {

    static final int MOST_AT_A_TIME = 4;

    private final Vertx vertx;
    private final Lookup lookup;
    private final Map<String, Future<List<InetAddress>>> asked = new HashMap<>();

    /** What the system offers; blocks for as long as it likes. */
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    SystemNames(Vertx vertx, Lookup lookup) {
        this.vertx = vertx;
        this.lookup = lookup;
    }

    /** Whoever asks for a name that is being asked for gets the same answer. */
    Future<List<InetAddress>> ask(String host) {
        Future<List<InetAddress>> same = asked.get(host);
        if (same != null) {
            return same;
        }
        if (asked.size() >= MOST_AT_A_TIME) {
            return Future.failedFuture(new UnknownHostException(
                    host + " is not looked up: the system has not answered " + MOST_AT_A_TIME + " look-ups before it"));
        }
        Future<List<InetAddress>> answer = Future.fromCompletionStage(start(host), vertx.getOrCreateContext());
        asked.put(host, answer);
        return answer.onComplete(end -> asked.remove(host));
    }

    private CompletableFuture<List<InetAddress>> start(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(List.of(lookup.of(host)));
                    } catch (UnknownHostException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "http-names");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
