package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks a time server what time it is, over a socket that is closed with the answer. */
final class NtpCheck implements HealthCheck {

    private final Context context;
    private final String server;
    private final int port;
    private final Duration timeout;
    private final SecureRandom tokens = new SecureRandom();
    private final List<DatagramSocket> open = new ArrayList<>(1);

    NtpCheck(Context context, String server, int port, Duration timeout) {
        this.context = context;
        this.server = server;
        this.port = port;
        this.timeout = timeout;
    }

    @Override
    public Future<List<Reading>> check() {
        DatagramSocket socket = context.vertx().createDatagramSocket(new DatagramSocketOptions());
        open.add(socket);
        Promise<List<Reading>> answer = Promise.promise();
        Timers timers = context.timers();
        Timers.Timer limit = timers.after(
                timeout,
                () -> answer.tryFail(new IOException(
                        "no answer from " + server + ":" + port + " within " + timeout.toMillis() + " ms")));
        long token = tokens.nextLong();
        Instant asked = timers.now();
        long began = timers.nanoTime();
        socket.exceptionHandler(answer::tryFail);
        socket.handler(packet -> {
            Duration between = Duration.ofNanos(timers.nanoTime() - began);
            try {
                answer.tryComplete(readings(Sntp.answer(packet.data(), token), asked, between));
            } catch (IllegalArgumentException e) {
                answer.tryFail(e);
            }
        });
        socket.send(Sntp.question(token), port, server).onFailure(answer::tryFail);
        return answer.future().eventually(() -> {
            limit.cancel();
            return close(socket);
        });
    }

    private List<Reading> readings(Sntp answer, Instant asked, Duration between) {
        // The answer's time is counted from the question's, so that a jump of the clock in between makes no difference.
        Duration offset = answer.offset(asked, asked.plus(between));
        return List.of(
                reading(HostMetric.OFFSET, Math.abs(offset.toNanos() / 1e9)),
                reading(HostMetric.ROUND_TRIP, answer.roundTrip(between).toNanos() / 1e9),
                reading(HostMetric.STRATUM, answer.stratum()));
    }

    private Reading reading(HostMetric metric, double value) {
        return new Reading(
                metric.declared().name(), context.id(), value, context.timers().now());
    }

    private Future<Void> close(DatagramSocket socket) {
        return open.remove(socket) ? socket.close() : Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.join(List.copyOf(open).stream().map(this::close).toList()).mapEmpty();
    }
}
