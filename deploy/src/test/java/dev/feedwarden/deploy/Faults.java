package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.status.FeedState;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of every venue's failures have in common: a program each, and what is the same whatever the venue. */
abstract class Faults {

    /**
     * Longer than the 5 min for which a feed is left alone after failures in a row: such a pause may just have begun when the
     * fault ends.
     */
    static final Duration PAUSED_AND_BACK = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    /** How many streams the venue sends when all is well. */
    private final int streams;

    private @Nullable Warden started;

    Faults(int streams) {
        this.streams = streams;
    }

    /** The usual program at the venue, when all is well. */
    abstract Warden healthy() throws Exception;

    /** Ends it when the test is over. */
    final Warden ending(Warden warden) {
        started = warden;
        return warden;
    }

    @AfterEach
    void end() {
        if (started != null) {
            started.close();
        }
    }

    /** Ends every connection once, in a moment without data: a reset loses what is on its way. */
    static void cut(Warden warden) throws Exception {
        warden.fault("stall", "1s");
        warden.pass(Duration.ofMillis(500));
        warden.fault("drop", "500ms"); // over before the first attempt to connect again, a second later
        warden.pass(Duration.ofMillis(500));
    }

    /** The connections are the same as ever. */
    static void connectionsKept(Warden warden) {
        assertThat(warden.feed().connected()).isTrue();
        assertThat(warden.feed().reconnectsLastHour()).isZero();
    }

    /** Nothing was noticed at all. */
    final void untouched(Warden warden) throws Exception {
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.feed().errorsLastHour()).isZero();
        connectionsKept(warden);
        allSubscribed(warden);
    }

    /** Nothing was noticed at all, and every tick is stored. */
    final void undisturbed(Warden warden) throws Exception {
        untouched(warden);
        warden.everythingIsStored();
    }

    /** Now or within ten seconds: a connection is up before what it asks for is answered. */
    final void allSubscribed(Warden warden) throws Exception {
        for (int second = 0; second < 10 && warden.subscriptions() != streams; second++) {
            warden.pass(Duration.ofSeconds(1));
        }
        assertThat(warden.subscriptions()).isEqualTo(streams);
    }

    static void wellAgain(Warden warden, Duration limit) throws Exception {
        warden.until("well again", limit, Warden::well);
    }

    /** Data flows; that there was much trouble in the last minutes is still judged. */
    final void flowingAgain(Warden warden, Duration limit) throws Exception {
        warden.until("flowing again", limit, board -> Warden.feed(board).state() == FeedState.HEALTHY);
        allSubscribed(warden);
    }

    /** Given up within a time. */
    static void givenUp(Warden warden, Duration limit) throws Exception {
        warden.until("given up", limit, board -> Warden.feed(board).state() == FeedState.DISCONNECTED);
    }

    /** Made anew once, and not before. */
    static void madeAnew(Warden warden, Duration limit) throws Exception {
        warden.until("made anew", limit, board -> Warden.feed(board).reconnectsLastHour() == 1);
    }
}
