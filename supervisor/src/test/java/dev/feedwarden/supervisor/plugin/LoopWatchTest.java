package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopWatchTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final LoopWatch watch = new LoopWatch(timers, meters);
    private final List<String> told = new ArrayList<>();
    private final Loop loop = new Loop();

    @Test
    void watch_loopThatAnswers_saysNothing() {
        watch.watch("a", loop::run, new Telling());
        seconds(60);

        assertThat(told).isEmpty();
    }

    @Test
    void watch_loopThatHangs_isBlockedWithinTwoSecondsAndHungAfterThirty() {
        watch.watch("a", loop::run, new Telling());
        seconds(5);
        loop.hangs = true;
        timers.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("blocked");
        assertThat(meters.counter(Meter.LOOP_BLOCKED, "a").count()).isEqualTo(1);

        timers.advance(Duration.ofMillis(27_700));
        assertThat(told).containsExactly("blocked");
        timers.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("blocked", "hung");
        seconds(60);
        assertThat(told).hasSize(2);
    }

    @Test
    void watch_loopThatRecovers_isToldAndWatchedAnew() {
        watch.watch("a", loop::run, new Telling());
        loop.hangs = true;
        seconds(4);
        loop.answer();
        seconds(1);
        assertThat(told).containsExactly("blocked", "answers");

        loop.hangs = true;
        seconds(40);
        assertThat(told).containsExactly("blocked", "answers", "blocked", "hung");
    }

    @Test
    void watch_whenTheProgramStoodStill_blamesNoLoop() {
        loop.hangs = true;
        var jumping = new JumpingTimers();
        var other = new LoopWatch(jumping, meters);
        other.watch("a", loop::run, new Telling());
        jumping.nanos += Duration.ofMinutes(10).toNanos();
        jumping.task.run();

        assertThat(told).isEmpty();
    }

    @Test
    void ask_isAnsweredOnceEveryLoopHasAnswered_andNotByOneThatIsNoLongerWatched() {
        var second = new Loop();
        LoopWatch.Watch watched = watch.watch("b", second::run, new Telling());
        watch.watch("a", loop::run, new Telling());
        second.hangs = true;
        assertThat(watch.ask().isComplete()).isFalse();

        watched.end();
        assertThat(watch.ask().succeeded()).isTrue();
    }

    @Test
    void end_loopThatHangs_isNoLongerAsked() {
        LoopWatch.Watch watched = watch.watch("a", loop::run, new Telling());
        watched.end();
        loop.hangs = true;
        seconds(60);

        assertThat(told).isEmpty();
    }

    private void seconds(int seconds) {
        timers.advance(Duration.ofSeconds(seconds));
    }

    private final class Telling implements LoopWatch.Listener {
        @Override
        public void blocked(String where) {
            told.add("blocked");
        }

        @Override
        public void answers() {
            told.add("answers");
        }

        @Override
        public void hung() {
            told.add("hung");
        }
    }

    /** An event loop that runs what it is given at once, or keeps it while it hangs. */
    private static final class Loop {
        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        private boolean hangs;

        private void run(Runnable task) {
            if (hangs) {
                waiting.add(task);
            } else {
                task.run();
            }
        }

        private void answer() {
            hangs = false;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    /** A clock that a standstill moves without running what was due meanwhile. */
    private static final class JumpingTimers implements Timers {
        private long nanos;
        private Runnable task;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Timer after(Duration delay, Runnable once) {
            throw new UnsupportedOperationException("the watch sets no single task");
        }

        @Override
        public Timer every(Duration period, Runnable each) {
            task = each;
            return () -> task = null;
        }
    }
}
