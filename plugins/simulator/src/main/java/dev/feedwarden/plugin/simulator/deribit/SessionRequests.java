package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.exchange.AckGap;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers what arrives on WebSocket sessions: the queries, and the methods that exist there only. */
final class SessionRequests {

    /** Deribit answers a larger frame with an error. */
    static final int MOST_BYTES = 32 * 1024;

    /** What {@link Fault#ARGS_TOO_LONG} leaves of a request. */
    private static final int FEW_CHANNELS = 10;

    private static final short RATE_CLOSE_CODE = 1008;

    private final Market market;
    private final Faults faults;
    private final Queries queries;
    private final DataSource source;
    private final Platform platform;
    private final AckGap gap = new AckGap();

    SessionRequests(Market market, Faults faults, Queries queries, DataSource source, Platform platform) {
        this.market = market;
        this.faults = faults;
        this.queries = queries;
        this.source = source;
        this.platform = platform;
    }

    void received(Session session, String text) {
        long in = market.micros();
        session.heard();
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            session.write(Rpc.error(null, RpcError.tooLarge(), in, market.micros()));
            return;
        }
        Request request;
        try {
            request = Request.of(text);
        } catch (RpcError e) {
            session.write(Rpc.error(null, e, in, market.micros()));
            return;
        }
        if (unanswered(request)) {
            return;
        }
        if (faults.on(Fault.ARGS_TOO_LONG) && tooMany(request)) {
            session.write(Rpc.error(null, RpcError.tooLarge(), in, market.micros()));
            return;
        }
        if (faults.on(Fault.RATE_LIMIT)) {
            session.write(Rpc.error(request.id(), RpcError.tooManyRequests(), in, market.micros()));
            end(session);
            return;
        }
        answer(session, request, in);
    }

    /** Tells an open session that it asked too often, and ends it. */
    void limited(Session session) {
        long now = market.micros();
        session.write(Rpc.error(null, RpcError.tooManyRequests(), now, now));
        end(session);
    }

    /** The acknowledgements are whole again. */
    void acknowledgeAll() {
        gap.clear();
    }

    private boolean unanswered(Request request) {
        return switch (request.method()) {
            case "public/test" -> faults.on(Fault.PONG_MISSING);
            case "public/subscribe" -> faults.on(Fault.NO_ACK);
            default -> false;
        };
    }

    private static boolean tooMany(Request request) {
        return request.params().getValue("channels") instanceof JsonArray channels && channels.size() > FEW_CHANNELS;
    }

    private void answer(Session session, Request request, long in) {
        List<String> added = new ArrayList<>();
        try {
            Object result = result(session, request, added);
            session.write(Rpc.result(request.id(), result, in, market.micros()));
        } catch (RpcError e) {
            session.write(Rpc.error(request.id(), e, in, market.micros()));
        }
        if (!added.isEmpty()) {
            platform.subscribed(session, added);
            source.subscribed(session, added);
        }
    }

    private Object result(Session session, Request request, List<String> added) {
        Params params = new Params(request.params());
        return switch (request.method()) {
            case "public/hello" -> Queries.version();
            case "public/set_heartbeat" -> {
                session.heartbeat().start(params.integer("interval", Heartbeat.LEAST_SECONDS, Heartbeat.MOST_SECONDS));
                yield "ok";
            }
            case "public/disable_heartbeat" -> {
                session.heartbeat().stop();
                yield "ok";
            }
            case "public/subscribe" -> {
                queries.checkOpen(request.method());
                yield subscribe(session, params.texts("channels"), added);
            }
            case "public/unsubscribe" -> unsubscribe(session, params.texts("channels"));
            case "public/unsubscribe_all" -> {
                session.channels().clear();
                yield "ok";
            }
            case "public/test" -> {
                session.heartbeat().answered();
                yield Queries.version();
            }
            default -> queries.call(request.method(), request.params());
        };
    }

    private JsonArray subscribe(Session session, List<String> asked, List<String> added) {
        if (!market.raw() && asked.stream().anyMatch(Channel::isRaw)) {
            throw RpcError.rawNotAllowed();
        }
        List<String> existing = asked.stream()
                .distinct()
                .filter(channel -> Channel.exists(channel, market))
                .toList();
        List<String> taken = faults.on(Fault.ACK_MISSING) ? gap.keep(existing) : existing;
        taken.stream().filter(session.channels()::add).forEach(added::add);
        return unordered(taken);
    }

    private static JsonArray unsubscribe(Session session, List<String> asked) {
        return unordered(asked.stream().filter(session.channels()::remove).toList());
    }

    /** Deribit lists channels in an order of its own. */
    private static JsonArray unordered(List<String> channels) {
        JsonArray array = new JsonArray();
        channels.stream().sorted(Comparator.reverseOrder()).forEach(array::add);
        return array;
    }

    private static void end(Session session) {
        session.close(RATE_CLOSE_CODE, "too_many_requests");
    }
}
