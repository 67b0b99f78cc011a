package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Ground;
import java.io.IOException;

/**
 * The wall clock jumps two hours ahead, and back again. The machine's clock is left alone: the program is handed one that
 * can be set, at the one place through which it knows the time. Rules and ladders live on a clock that does not jump, so
 * nothing has to be repaired; the count of jumps stands for an hour.
 */
final class ClockJump extends Held {

    private static final String TWO_HOURS = "7200";

    @Override
    public String failure() {
        return "clock jump";
    }

    @Override
    public Ground ground() {
        return Ground.SET_CLOCK;
    }

    @Override
    public void fail(Bench bench) throws IOException {
        bench.order("clock", TWO_HOURS);
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().rule("self-clock").equals("yellow");
    }

    @Override
    public void mend(Bench bench) throws IOException {
        bench.order("clock", "0");
    }

    @Override
    public boolean ends() {
        return false;
    }

    @Override
    public String step() {
        return "nothing: rules go by a steady clock";
    }
}
