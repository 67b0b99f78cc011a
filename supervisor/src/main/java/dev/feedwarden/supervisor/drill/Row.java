package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.time.Duration;

/** One failure: how it is made, how one sees from outside that the program has noticed it, and how its cause ends. */
public interface Row {

    /** Its name, as the matrix and {@code --only} have it. */
    String failure();

    /** What it is made to happen to. */
    default Ground ground() {
        return Ground.WHOLE;
    }

    /** Makes it happen. */
    void fail(Bench bench) throws IOException, InterruptedException;

    /** Whether the program shows that it has noticed. Asked again and again. */
    boolean detected(Bench bench) throws IOException, InterruptedException;

    /** How long the cause is there; zero for one that ends by itself. */
    default Duration lasts(Pace pace) {
        return Duration.ZERO;
    }

    /** Ends what the program cannot end: the line is whole again, the server is back. */
    default void mend(Bench bench) throws IOException, InterruptedException {}

    /** Whether the program is well again. Asked again and again after the cause has ended. */
    default boolean repaired(Bench bench) throws IOException, InterruptedException {
        Status status = bench.status();
        return status.flows() && status.stores();
    }

    /** Whether its incidents must be over too. */
    default boolean ends() {
        return true;
    }

    /** Whose doing the repair is where no ladder did anything. */
    String step();
}
