package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.util.function.Function;

/**
 * The connections to one database, shared by all instances on this Vert.x that name the same connection. Each instance
 * takes a {@link Lease}; with the last the connections are closed. Belongs to the event loop of its instances.
 */
final class SharedPool implements Shareable {

    private static final String POOLS = "dev.feedwarden.plugin.postgres.pools";

    private final Vertx vertx;
    private final String name;
    private final ConnectionSettings settings;
    private Pool pool;
    private int users;

    private SharedPool(Vertx vertx, String name, ConnectionSettings settings) {
        this.vertx = vertx;
        this.name = name;
        this.settings = settings;
        this.pool = open();
    }

    /** The pool of an instance's connection; of the instance alone if it names none. Opens no connection yet. */
    static Lease lease(Settings entry, Context context) {
        ConnectionSettings settings = ConnectionSettings.of(entry);
        // An id never names both an instance and a connection.
        String name = entry.has("connection") ? entry.text("connection") : context.id();
        LocalMap<String, SharedPool> pools = context.vertx().sharedData().getLocalMap(POOLS);
        SharedPool shared = pools.get(name);
        // After a change of the configuration, the one with the old settings lives on for those that still hold it.
        if (shared == null || !shared.settings.equals(settings)) {
            shared = new SharedPool(context.vertx(), name, settings);
            pools.put(name, shared);
        }
        shared.users++;
        return new Lease(shared, context.timers());
    }

    private Pool open() {
        return PgBuilder.pool()
                .with(settings.poolOptions())
                .with(settings.netOptions())
                .connectingTo(settings.connectOptions())
                .using(vertx)
                .build();
    }

    private Future<Void> release() {
        users--;
        if (users > 0) {
            return Future.succeededFuture();
        }
        vertx.sharedData().<String, SharedPool>getLocalMap(POOLS).removeIfPresent(name, this);
        return pool.close();
    }

    /** One instance's hold on the pool. */
    static final class Lease {

        private final SharedPool shared;
        private final Timers timers;
        private boolean released;

        private Lease(SharedPool shared, Timers timers) {
            this.shared = shared;
            this.timers = timers;
        }

        /** The name of the connection. */
        String name() {
            return shared.name;
        }

        /**
         * Works on a connection of the pool. If the work isn't done in time, the future fails with {@link
         * AnswerTimeout} and the connection is closed, because nobody knows what still comes over it.
         */
        <T> Future<T> call(Function<SqlConnection, Future<T>> work) {
            return shared.pool.getConnection().compose(connection -> call(connection, work));
        }

        private <T> Future<T> call(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
            Promise<T> answer = Promise.promise();
            Timers.Timer deadline = timers.after(shared.settings.answerTimeout(), () -> {
                if (answer.tryFail(new AnswerTimeout(shared.settings.answerTimeout()))) {
                    cut(connection);
                }
            });
            // A throw of the work becomes a failure like any other.
            Future.succeededFuture(connection).compose(work).onComplete(done -> {
                deadline.cancel();
                connection.close();
                if (done.succeeded()) {
                    answer.tryComplete(done.result());
                } else {
                    answer.tryFail(done.cause());
                }
            });
            return answer.future();
        }

        /**
         * Closes the socket. The client's own close would wait for the answers to what was sent, and give the connection
         * back to the pool.
         */
        private static void cut(SqlConnection connection) {
            if (((SqlConnectionInternal) connection).unwrap().unwrap() instanceof SocketConnectionBase base) {
                base.socket().close();
            }
        }

        /**
         * Closes every connection, once what is under way on it has ended, and has those that come next opened anew, for
         * all instances that share the pool.
         *
         * @return how many were closed
         */
        int renew() {
            Pool old = shared.pool;
            int closed = old.size();
            shared.pool = shared.open();
            old.close();
            return closed;
        }

        /** Lets go of the pool. A second call does nothing. */
        Future<Void> close() {
            if (released) {
                return Future.succeededFuture();
            }
            released = true;
            return shared.release();
        }
    }
}
