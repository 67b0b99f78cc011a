package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import io.vertx.core.Future;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;

/**
 * What the instances of one connection share: a connection for questions, and how long quotes are kept. Lives from its
 * first user to its last. Belongs to the plugin's event loop.
 */
final class Shared implements Shareable {

    private static final String MAP = "dev.feedwarden.plugin.redis";

    private final LocalMap<String, Shared> map;
    private final String name;
    private final Wire asking;
    private final Retention retention = new Retention();
    private int users;

    private Shared(LocalMap<String, Shared> map, String name, Wire asking) {
        this.map = map;
        this.name = name;
        this.asking = asking;
    }

    /** Joins those who share what these settings name. */
    static Use join(RedisSettings redis, Context context) {
        LocalMap<String, Shared> map = context.vertx().sharedData().getLocalMap(MAP);
        Shared shared = map.computeIfAbsent(
                redis.sharedAs(context),
                name -> new Shared(map, name, new Wire(context.vertx(), context.timers(), redis)));
        shared.users++;
        return new Use(shared);
    }

    private Future<Void> leave() {
        users--;
        if (users > 0) {
            return Future.succeededFuture();
        }
        map.remove(name, this);
        return asking.close();
    }

    /** One user's part. */
    static final class Use {

        private final Shared shared;
        private boolean left;

        private Use(Shared shared) {
            this.shared = shared;
        }

        /** For questions; a sink writes over one of its own, so that neither waits for the other. */
        Wire asking() {
            return shared.asking;
        }

        Retention retention() {
            return shared.retention;
        }

        /** Gives it up. Once is enough. */
        Future<Void> leave() {
            if (left) {
                return Future.succeededFuture();
            }
            left = true;
            return shared.leave();
        }
    }
}
