package dev.feedwarden.plugin.simulator.exchange;

import java.util.function.Consumer;

/**
 * What an exchange really sent, for loss checks. A tick counts when it is first written to a connection; its number is
 * the simulator's own and starts at 1.
 */
public final class Truth {

    private Consumer<String> log = message -> {};
    private long sent;
    private long repeats;
    private long spoiled;
    private long frames;

    /** Hands on, from now on, the message of each tick when it is first written. */
    public void log(Consumer<String> messages) {
        log = messages;
    }

    /** A data message was written. Also counts the repeats of a tick and messages that are no ticks. */
    public void wrote(DataFrame frame) {
        frames++;
        Tick tick = frame.tick();
        if (tick == null) {
            return;
        }
        if (tick.markWritten()) {
            sent++;
            log.accept(frame.text());
        } else {
            repeats++;
        }
    }

    /** A data message was written that nobody can read. */
    public void spoiled() {
        spoiled++;
    }

    /** Distinct ticks written. */
    public long sent() {
        return sent;
    }

    /** The number of the first tick; 0 when there is none. */
    public long first() {
        return Math.min(sent, 1);
    }

    /** The number of the last tick; 0 when there is none. */
    public long last() {
        return sent;
    }

    /** How often a tick was written again. */
    public long repeats() {
        return repeats;
    }

    /** Data messages that were written broken. Their ticks are not in {@link #sent()}. */
    public long spoiledFrames() {
        return spoiled;
    }

    /** Data messages of every kind that were written whole, repeats included. */
    public long frames() {
        return frames;
    }
}
