package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Row;
import java.util.List;

/** Every row of the matrix, in its order. */
public final class Rows {

    private Rows() {}

    /** New ones: a row is made to happen once. */
    public static List<Row> all() {
        return List.of(
                new NetworkDrop(),
                new ExchangeRestart(),
                new InternetDown(),
                new DatabaseDown(),
                new RedisDown(),
                new ProcessCrash(),
                new OutOfMemory(),
                new Reboot(),
                new DiskFull(),
                new PowerLoss(),
                new ZombieConnection(),
                new SessionConflict(),
                new ConnectionStorm(),
                new RateLimit(),
                new DataCorruption(),
                new PluginCrash(),
                new MailServerDown(),
                new ClockJump());
    }
}
