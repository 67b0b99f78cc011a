package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.HostPausedException;
import dev.feedwarden.api.feed.HttpReply;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The venue's HTTP interface (Bybit API v5). Answers have an envelope with a code, errors too, normally under status 200.
 * 403 stands for a rate ban, a refused country or a refused request, and may be a web page: whatever it means, the host is
 * left alone for ten minutes.
 */
final class Rest {

    static final Duration BAN = Duration.ofMinutes(10);

    private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(1);
    private static final Duration TOO_MANY = Duration.ofSeconds(10);
    private static final int SHOWN = 120;

    private final FeedContext context;
    private final URI base;

    Rest(FeedContext context, URI base) {
        this.context = context;
        this.base = base;
    }

    /**
     * Asks for a path, with the category {@code option}. The future has {@code result}; it fails with a
     * {@link RestException} if the venue refuses or cannot be understood, and with what {@code Http} fails with.
     */
    Future<JsonObject> get(String path, Map<String, String> parameters) {
        var query = new StringBuilder("?category=option");
        new TreeMap<>(parameters)
                .forEach((name, value) -> query.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        Instant sent = context.timers().now();
        return context.http().get(URI.create(base + path + query)).map(reply -> result(path, reply, sent));
    }

    private JsonObject result(String path, HttpReply reply, Instant sent) {
        if (reply.status() == 403) {
            throw banned(path, reply);
        }
        if (reply.status() == 429) {
            throw slower(path + ": HTTP 429", TOO_MANY);
        }
        JsonObject answer = envelope(path, reply);
        double code = Json.number(answer, "retCode");
        seen(Json.number(answer, "time"), sent);
        RetCode meaning = Double.isNaN(code) ? RetCode.AGAIN : RetCode.of((int) code);
        if (meaning == RetCode.OK) {
            return Json.object(answer, "result");
        }
        String detail = path + ": retCode " + (Double.isNaN(code) ? "missing" : (int) code) + " "
                + Objects.requireNonNullElse(Json.text(answer, "retMsg"), "");
        throw meaning == RetCode.SLOWER
                ? slower(detail, untilReset(reply, Json.number(answer, "time")))
                : new RestException(meaning, detail, Duration.ZERO);
    }

    private RestException banned(String path, HttpReply reply) {
        context.http().pause(base.getHost(), BAN);
        String body = shown(reply);
        boolean rate = body.toLowerCase(Locale.ROOT).contains("too frequent");
        return new RestException(
                rate ? RetCode.SLOWER : RetCode.BLOCKED,
                path + ": HTTP 403, silent for " + BAN.toMinutes() + " min: " + body,
                BAN);
    }

    private RestException slower(String detail, Duration pause) {
        context.http().pause(base.getHost(), pause);
        return new RestException(RetCode.SLOWER, detail, pause);
    }

    /** The limit begins anew at a moment of the venue's clock, which ours may differ from by more than the wait. */
    private static Duration untilReset(HttpReply reply, double venueMillis) {
        String reset = reply.header("X-Bapi-Limit-Reset-Timestamp");
        double millis = reset == null ? Double.NaN : Decimal.parse(reset) - venueMillis;
        Duration wait = millis > 0 && millis < MOST_PAUSE.toMillis() ? Duration.ofMillis((long) millis) : LEAST_PAUSE;
        return wait.compareTo(LEAST_PAUSE) > 0 ? wait : LEAST_PAUSE;
    }

    private static JsonObject envelope(String path, HttpReply reply) {
        try {
            JsonObject answer = reply.body().toJsonObject();
            if (reply.status() < 500) {
                return answer;
            }
        } catch (DecodeException | ClassCastException e) {
            throw new RestException(RetCode.AGAIN, unreadable(path, reply), Duration.ZERO);
        }
        throw new RestException(RetCode.AGAIN, unreadable(path, reply), Duration.ZERO);
    }

    private static String unreadable(String path, HttpReply reply) {
        return path + ": expected JSON, found HTTP " + reply.status() + " "
                + Objects.requireNonNullElse(reply.header("Content-Type"), "of no type") + ": " + shown(reply);
    }

    /** The clock of the venue belongs to the middle between question and answer. */
    private void seen(double venueMillis, Instant sent) {
        if (venueMillis > 0 && venueMillis < BybitFeed.LATEST_MILLIS) {
            Instant now = context.timers().now();
            Duration half = Duration.between(sent, now).dividedBy(2);
            context.venueTime(Instant.ofEpochMilli((long) venueMillis).plus(half));
        }
    }

    private static String shown(HttpReply reply) {
        String text = reply.body().getString(0, Math.min(reply.body().length(), 2_000));
        String words = text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
        return words.substring(0, Math.min(words.length(), SHOWN));
    }

    /** How long to wait before asking again, as far as the failure tells; zero if it does not. */
    static Duration notBefore(Throwable error) {
        if (error instanceof RestException refused) {
            return refused.notBefore();
        }
        return error instanceof HostPausedException paused ? paused.left() : Duration.ZERO;
    }
}
