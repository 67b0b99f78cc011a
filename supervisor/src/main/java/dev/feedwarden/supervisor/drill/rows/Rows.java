package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Row;
import java.util.List;

/** Every row of the matrix, in its order. */
public final class Rows {

    private Rows() {}

    /**
     * New ones: a row is made to happen once. Those of one exchange stand apart, for a feed that has just lost its connection
     * again and again waits longer before the next attempt; a restart of the program begins anew.
     */
    public static List<Row> all() {
        return List.of(
                new NetworkDrop(),
                new ExchangeRestart(),
                new DatabaseDown(),
                new RedisDown(),
                new PluginCrash(),
                new DataCorruption(),
                new MailServerDown(),
                new ProcessCrash(),
                new InternetDown(),
                new OutOfMemory(),
                new ZombieConnection(),
                new ConnectionStorm(),
                new Reboot(),
                new RateLimit(),
                new SessionConflict(),
                new DiskFull(),
                new PowerLoss(),
                new ClockJump());
    }
}
