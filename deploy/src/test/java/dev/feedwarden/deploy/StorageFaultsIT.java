package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under load, one fault of a store after the other: what was accepted is stored once, in every sink. */
class StorageFaultsIT {

    private static final String TRIGGER = """
            CREATE SEQUENCE troubles;
            CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF random() < 0.7 THEN
                PERFORM nextval('troubles');
                RAISE EXCEPTION USING ERRCODE = '%s', MESSAGE = 'made trouble';
              END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER trouble BEFORE INSERT ON eth_option_quotes
              FOR EACH STATEMENT EXECUTE FUNCTION trouble();
            """;

    @TempDir
    private Path folder;

    @Test
    void storesThatFailOneAfterTheOther_haveEverythingInTheEnd() throws Exception {
        try (Keeping keeping = Keeping.start(folder, 500);
                CuttingProxy proxy = new CuttingProxy(keeping.database.port())) {
            keeping.databaseAt(proxy.port());
            try (Program warden = keeping.warden()) {
                caughtUp(warden);

                keeping.database.crash();
                behind(warden, "timescale");
                keeping.database.start();
                caughtUp(warden);

                proxy.cut(3);
                warden.until("/api/status", status -> proxy.left() == 0);
                caughtUp(warden);

                keeping.killRedis();
                behind(warden, "latest");
                keeping.startRedis();
                caughtUp(warden);

                for (String state : new String[] {"40P01", "53100"}) {
                    keeping.database.execute(TRIGGER.formatted(state));
                    warden.until("/api/status", status -> troubles(keeping) >= 3);
                    keeping.database.execute("DROP FUNCTION trouble CASCADE; DROP SEQUENCE troubles");
                    caughtUp(warden);
                }

                keeping.database.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
                keeping.database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
                behind(warden, "timescale");
                keeping.database.execute(
                        "BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT");
                caughtUp(warden);

                keeping.database.execute("ALTER TABLE eth_option_quotes RENAME TO elsewhere");
                behind(warden, "timescale");
                warden.killAfter(0);
            }
            keeping.database.execute("ALTER TABLE elsewhere RENAME TO eth_option_quotes");
            try (Program warden = keeping.warden()) {
                long accepted = keeping.drain(warden);
                assertThat(accepted).isPositive();
                keeping.holdsExactly(accepted);
            }
        }
    }

    /** How often the trigger has failed: what a sequence gave out stays given out after a rollback. */
    private static long troubles(Keeping keeping) {
        try {
            return Long.parseLong(
                    keeping.database.query("SELECT last_value FROM troubles").get(0));
        } catch (SQLException e) {
            throw new AssertionError("the database does not answer", e);
        }
    }

    /** Waits until every sink has more than everything that is accepted now. */
    private static void caughtUp(Program warden) throws Exception {
        long now = Keeping.accepted(warden.until("/api/status", status -> Keeping.accepted(status) > 0));
        warden.until(
                "/api/status", status -> Keeping.SINKS.stream().allMatch(sink -> Keeping.stored(status, sink) > now));
    }

    /** Waits until a sink has stopped storing while ticks go on to be accepted and the other sinks to store. */
    private static void behind(Program warden, String sink) throws Exception {
        warden.until("/api/status", status -> {
            long accepted = Keeping.accepted(status);
            return Keeping.SINKS.stream()
                    .allMatch(each -> each.equals(sink) == accepted - Keeping.stored(status, each) > 1_000);
        });
    }
}
