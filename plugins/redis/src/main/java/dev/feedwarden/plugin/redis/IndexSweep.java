package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Takes members whose quotes have expired out of the indexes, a few hundred a step. It uses the wire of the sink between
 * two writes, so what it removes cannot have been written again meanwhile.
 */
final class IndexSweep {

    /** What a step asks SSCAN for; a set that is small enough comes whole. */
    private static final int STEP = 256;

    private static final String START = "0";

    private final Wire wire;
    private final Keys keys;
    private final Places places;
    private final Deque<String> indexes = new ArrayDeque<>();
    private String cursor = START;

    IndexSweep(Wire wire, Keys keys, Places places) {
        this.wire = wire;
        this.keys = keys;
        this.places = places;
    }

    /** Looks at the next members of the index whose turn it is. */
    Future<Void> step() {
        if (indexes.isEmpty()) {
            indexes.addAll(places.indexes());
            cursor = START;
        }
        String index = indexes.peek();
        if (index == null) {
            return Future.succeededFuture();
        }
        return wire.send(Request.cmd(Command.SSCAN)
                        .arg(index)
                        .arg(cursor)
                        .arg("COUNT")
                        .arg(STEP))
                .compose(reply -> remove(index, members(reply)));
    }

    private List<String> members(Response reply) {
        cursor = reply.get(0).toString();
        if (cursor.equals(START)) {
            indexes.remove();
        }
        List<String> members = new ArrayList<>();
        reply.get(1).forEach(member -> members.add(member.toString()));
        return members;
    }

    private Future<Void> remove(String index, List<String> members) {
        List<Long> there = new ArrayList<>(members.size());
        var questions = members.stream()
                .map(member -> Request.cmd(Command.EXISTS).arg(keys.option(member)))
                .iterator();
        return Pipeline.send(wire, questions, reply -> there.add(reply == null ? 0 : reply.toLong()))
                .compose(done -> {
                    Request remove = Request.cmd(Command.SREM).arg(index);
                    boolean any = false;
                    for (int i = 0; i < members.size(); i++) {
                        if (there.get(i) == 0) {
                            any = true;
                            places.removed(members.get(i));
                            remove.arg(members.get(i).getBytes(UTF_8));
                        }
                    }
                    return any ? wire.send(remove).mapEmpty() : Future.succeededFuture();
                });
    }
}
