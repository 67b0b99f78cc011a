package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Quotes as hashes and back. Times are microseconds since the epoch; a number that is absent has no field. */
final class Hashes {

    private static final byte[] EXCHANGE_TIME = "exchange_time".getBytes(US_ASCII);
    private static final byte[] RECEIVED_TIME = "received_time".getBytes(US_ASCII);
    private static final int FIRST_NUMBER = 2;

    private Hashes() {}

    /** Adds what makes the hash say just what the quote says. */
    static void write(Quote quote, String key, Duration ttl, List<Request> commands) {
        Request set = Request.cmd(Command.HSET)
                .arg(key)
                .arg(EXCHANGE_TIME)
                .arg(quote.exchangeMicros())
                .arg(RECEIVED_TIME)
                .arg(quote.receivedMicros());
        Request unset = null;
        for (Field field : Field.ALL) {
            double number = field.of(quote);
            if (Double.isNaN(number)) {
                unset = unset == null ? Request.cmd(Command.HDEL).arg(key) : unset;
                unset.arg(field.key());
            } else {
                set.arg(field.key()).arg(Double.toString(number).getBytes(US_ASCII));
            }
        }
        commands.add(set);
        if (unset != null) {
            commands.add(unset);
        }
        commands.add(Request.cmd(Command.EXPIRE).arg(key).arg(ttl.toSeconds()));
    }

    /** Asks for what {@link #read} needs. */
    static Request ask(String key) {
        Request get = Request.cmd(Command.HMGET).arg(key).arg(EXCHANGE_TIME).arg(RECEIVED_TIME);
        Field.ALL.forEach(field -> get.arg(field.key()));
        return get;
    }

    /**
     * The quote that a reply to {@link #ask} holds; null if there is none.
     *
     * @param member {@code feed:instrument}
     */
    static @Nullable Quote read(String member, Response reply) {
        Response exchange = reply.get(0);
        Response received = reply.get(1);
        int colon = member.indexOf(':');
        if (exchange == null || received == null || colon < 0) {
            return null;
        }
        QuoteBuilder quote = new QuoteBuilder(
                member.substring(0, colon), member.substring(colon + 1), exchange.toLong(), received.toLong());
        for (int i = 0; i < Field.ALL.size(); i++) {
            Response number = reply.get(FIRST_NUMBER + i);
            if (number != null) {
                Field.ALL.get(i).put(quote, Double.parseDouble(number.toString()));
            }
        }
        return quote.build();
    }
}
