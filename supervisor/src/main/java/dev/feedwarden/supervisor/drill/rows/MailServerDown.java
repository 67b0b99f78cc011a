package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Pace;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * The mail server is away while an exchange falls silent, of which a person must be told. Repaired is when every mail has
 * arrived; the next attempt is made half a minute after a failure, whatever the pace of the drill.
 */
final class MailServerDown extends Held {

    private static final Duration ENDLESS = Duration.ofHours(12);
    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Duration LEAST = Duration.ofSeconds(6);

    @Override
    public String failure() {
        return "SMTP down";
    }

    @Override
    public void fail(Bench bench) throws IOException, InterruptedException {
        bench.mail().down();
        bench.exchange("bybit").fault("stall", ENDLESS);
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.ask("/api/outbox?limit=50").getJsonArray("mails").stream()
                .map(JsonObject.class::cast)
                .anyMatch(mail -> mail.getString("state").equals("pending") && mail.getString("error") != null);
    }

    @Override
    public Duration lasts(Pace pace) {
        return pace.of(USUAL, LEAST);
    }

    @Override
    public void mend(Bench bench) throws IOException, InterruptedException {
        bench.exchange("bybit").heal("stall");
        bench.mail().up();
    }

    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        return bench.status().flows() && bench.mailed();
    }

    @Override
    public String step() {
        return "outbox sends again";
    }
}
