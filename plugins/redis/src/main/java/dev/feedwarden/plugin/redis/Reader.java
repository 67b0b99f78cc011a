package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.tick.Quote;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads quotes back, in steps that are small enough for whoever else uses the wire or the server. */
final class Reader {

    private static final int MOST = 20_000;
    private static final int STEP = 1_000;
    private static final String START = "0";

    private final Wire wire;
    private final Keys keys;

    Reader(Wire wire, Keys keys) {
        this.wire = wire;
        this.keys = keys;
    }

    /** The latest quotes on an underlying, at most 20,000. */
    Future<List<Quote>> latest(String underlying) {
        return members(keys.index(underlying), START, new LinkedHashSet<>()).compose(this::quotes);
    }

    /** A member may come in several steps, so it ends by how many there are and not by the steps. */
    private Future<Set<String>> members(String index, String cursor, Set<String> found) {
        return wire.send(Request.cmd(Command.SSCAN)
                        .arg(index)
                        .arg(cursor)
                        .arg("COUNT")
                        .arg(STEP))
                .compose(reply -> {
                    for (Response member : reply.get(1)) {
                        if (found.size() < MOST) {
                            found.add(member.toString());
                        }
                    }
                    String next = reply.get(0).toString();
                    return next.equals(START) || found.size() >= MOST
                            ? Future.succeededFuture(found)
                            : members(index, next, found);
                });
    }

    private Future<List<Quote>> quotes(Set<String> members) {
        List<Quote> quotes = new ArrayList<>(members.size());
        Iterator<String> asked = members.iterator();
        var questions =
                members.stream().map(member -> Hashes.ask(keys.option(member))).iterator();
        return Pipeline.send(wire, questions, reply -> add(Hashes.read(asked.next(), reply), quotes))
                .map(quotes);
    }

    private static void add(@Nullable Quote quote, List<Quote> quotes) {
        if (quote != null) {
            quotes.add(quote);
        }
    }
}
