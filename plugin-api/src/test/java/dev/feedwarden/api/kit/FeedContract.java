package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What every feed keeps. */
public abstract class FeedContract extends ProviderContract<Feed> {

    private static final Set<String> SCHEMES = Set.of("ws", "wss", "tcp");

    @Override
    protected abstract Provider<? super TestContext, Feed> provider();

    /** Frames that a venue may send to a connection that has just been subscribed, with at least one tick in them. */
    protected abstract List<Buffer> frames();

    /**
     * What the venue and the supervisor say to a connection that has just been opened; by default the venue sends {@link
     * #frames()}. For a venue whose frames depend on what was sent to it.
     */
    protected void converse(FeedProtocol protocol, TestSession session) {
        for (Buffer frame : frames()) {
            receive(protocol, session, frame);
        }
    }

    @Test
    final void limits_areBounded() throws Exception {
        Feed feed = create();
        FeedLimits limits = context().getOnLoop(feed::limits);

        assertThat(List.of(
                        limits.ackTimeout(), limits.firstDataTimeout(), limits.messageAge(), limits.connectTimeout()))
                .allSatisfy(limit -> assertThat(limit).isPositive().isLessThanOrEqualTo(Duration.ofHours(1)));
        assertThat(limits.requestPace()).isGreaterThanOrEqualTo(Duration.ZERO);
        close(feed);
    }

    @Test
    final void endpoints_canBeReachedBySocket() throws Exception {
        Feed feed = create();
        List<URI> endpoints = context().getOnLoop(feed::endpoints);

        assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> {
            assertThat(SCHEMES).contains(endpoint.getScheme());
            assertThat(endpoint.getHost()).isNotBlank();
        });
        assertThat(endpoints)
                .filteredOn(endpoint -> "tcp".equals(endpoint.getScheme()))
                .allMatch(endpoint -> endpoint.getPort() > 0);
        close(feed);
    }

    @Test
    final void open_twice_sharesNothingThatBelongsToAConnection() throws Exception {
        Feed feed = create();
        List<Tick> first = play(feed);
        List<Tick> second = play(feed);

        assertThat(first).isNotEmpty();
        assertThat(second).isEqualTo(first);
        close(feed);
    }

    @Test
    final void received_ticks_bearTheFeedAndAnInstrument() throws Exception {
        Feed feed = create();

        assertThat(play(feed)).isNotEmpty().allSatisfy(tick -> {
            assertThat(tick.feed()).isEqualTo(context().id());
            assertThat(tick.instrument()).isNotBlank();
        });
        close(feed);
    }

    @Test
    final void received_garbage_givesNoTickAndHarmsNoOtherConnection() throws Exception {
        Feed feed = create();
        List<Tick> sound = play(feed);

        assertThat(play(feed, (protocol, session) -> garbage().forEach(frame -> receive(protocol, session, frame))))
                .isEmpty();
        assertThat(play(feed)).isEqualTo(sound);
        close(feed);
    }

    private List<Tick> play(Feed feed) throws Exception {
        return play(feed, this::converse);
    }

    private List<Tick> play(Feed feed, BiConsumer<FeedProtocol, TestSession> conversation) throws Exception {
        return context().getOnLoop(() -> {
            var session = new TestSession(0, context().timers());
            FeedProtocol protocol = feed.open(session);
            protocol.connected();
            conversation.accept(protocol, session);
            protocol.closed();
            return List.copyOf(session.ticks());
        });
    }

    /** As the supervisor does it: what the protocol throws is a malformed message, and the connection stays. */
    protected static void receive(FeedProtocol protocol, TestSession session, Buffer frame) {
        try {
            protocol.received(frame);
        } catch (RuntimeException e) {
            session.malformed(frame, e.toString());
        }
    }

    private static List<Buffer> garbage() {
        byte[] noise = new byte[512];
        new Random(7).nextBytes(noise);
        return List.of(
                Buffer.buffer(),
                Buffer.buffer("{"),
                Buffer.buffer("null"),
                Buffer.buffer("[]"),
                Buffer.buffer("{}"),
                Buffer.buffer("[".repeat(2000)),
                Buffer.buffer(noise));
    }
}
