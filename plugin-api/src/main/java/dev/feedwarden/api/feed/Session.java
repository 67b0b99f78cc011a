package dev.feedwarden.api.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One connection, seen from the protocol. After the connection is gone every method does nothing, so a late callback
 * harms nobody.
 */
public interface Session {

    /** Which of the feed's connections this is, from 0. Feed-wide conversation (discovery) belongs on 0. */
    int index();

    /** Timers that are cancelled when this connection ends. */
    Timers timers();

    /** Sends one message: a text frame of a WebSocket, or bytes of a TCP stream. */
    void send(Buffer message);

    /** The venue may be subscribed now. */
    void ready();

    /**
     * The venue answered a subscribe request.
     *
     * @param asked what the request asked for
     * @param granted what the venue says is subscribed; what is missing is asked again in small requests, then refused
     */
    void acknowledged(List<String> asked, Collection<String> granted);

    /** The venue refused a subscribe request as a whole. */
    void refused(List<String> asked, Refusal refusal, String reason);

    /**
     * Streams were granted and yet bring nothing: they are unsubscribed and asked for again. How often is the protocol's
     * to bound.
     */
    void restart(List<String> streams, String reason);

    /** An accepted-to-be piece of data. The supervisor drops repeats, counts, journals. */
    void tick(Tick tick);

    /**
     * Reports the number that the venue gave a message of a stream. A message whose predecessor never came is a gap, which
     * is counted and reported; a number that is no higher than the last one is the venue's new beginning. For venues whose
     * numbers leave nothing out; the tickers of Deribit and Bybit have none such.
     *
     * @param previous the number of the message before it, as the venue says, or one less where numbers go up by one
     */
    default void sequence(String stream, long previous, long sequence) {}

    /** Reports that something went wrong and was contained; the connection stays. */
    void fault(FaultKind kind, String detail);

    /** Reports what could not be decoded: counted as {@link FaultKind#MALFORMED}, and a sample of it is kept. */
    void malformed(Buffer frame, String reason);

    /** Reports the venue's own word on whether it serves us. It may be said again and again: only changes are passed on. */
    void venue(VenueState state, String detail);

    /** Reports the venue's clock as just seen. */
    void venueTime(Instant time);

    /** Ends this connection and makes a new one after the usual backoff. */
    void reset(FaultKind cause, String detail);

    /** As {@link #reset(FaultKind, String)}, but not before a time the venue has asked for. */
    void reset(FaultKind cause, String detail, Duration notBefore);

    /** What a refusal means for the streams that were asked for. */
    enum Refusal {
        /** A later try may succeed. */
        RETRY,
        /** The streams do not exist any more: they leave the set without an alarm. */
        GONE,
        /** The request was too large: it is asked again in two halves. */
        TOO_LARGE,
        /** It can never succeed as configured: not retried; the feed is misconfigured. */
        FATAL
    }
}
