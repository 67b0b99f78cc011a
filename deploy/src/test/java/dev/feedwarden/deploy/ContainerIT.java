package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.feedwarden.plugin.docker.RealEngine;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A real container ends and is started again through the Engine API by a ladder of the whole program; one that is not on
 * the action's list is left as it is. Where no engine can be started, it says so and is skipped.
 */
class ContainerIT {

    private static final String SCRIPT = "while true; do sleep 0.1; done";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static RealEngine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() throws Exception {
        // Short, as a socket's path may have 107 bytes only.
        Path own = Files.createTempDirectory("fwe");
        try {
            engine = RealEngine.start(own);
        } catch (IOException e) {
            LoggerFactory.getLogger(ContainerIT.class)
                    .error("NOT TESTED AGAINST A REAL ENGINE: none can be started here: {}", e.getMessage());
            abort("NOT TESTED AGAINST A REAL ENGINE: none can be started here: " + e.getMessage());
        }
        engine.run("collector", SCRIPT);
        engine.run("bystander", SCRIPT);
    }

    @AfterAll
    static void stopEngine() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void containerEnds_ladderRestartsIt_andLeavesOneOutsideOfTheListAlone() throws Exception {
        try (MailBox mails = new MailBox();
                Program warden = Program.start("run", "--port", "0", "--config", config(mails.port()))) {
            warden.until(
                    "/api/status", status -> green(status, "docker/collector") && green(status, "others/bystander"));
            String bystander = engine.inspect("bystander", "{{.State.StartedAt}}");
            String collector = engine.inspect("collector", "{{.State.StartedAt}}");

            engine.kill("bystander");
            warden.until("/api/audit", audit -> audited(audit, "others/bystander", "not carried out: nothing done"));
            assertThat(engine.inspect("collector", "{{.State.StartedAt}}"))
                    .describedAs("the trouble of one is no reason to restart another")
                    .isEqualTo(collector);

            Instant killed = Instant.now();
            engine.kill("collector");
            JsonObject incident = incident(warden.until(
                    "/api/incidents",
                    incidents -> incident(incidents, "docker/collector").getString("closed") != null));

            assertThat(engine.inspect("collector", "{{.State.Running}}")).isEqualTo("true");
            assertThat(engine.inspect("collector", "{{.State.StartedAt}}")).isNotEqualTo(collector);
            assertThat(incident.getJsonArray("timeline").encode()).contains("restart-container");
            warden.until(
                    "/api/audit",
                    audit -> audited(audit, "docker/collector", "begun")
                            && audited(
                                    audit, "docker/collector", "carried out: restart of container collector: it runs")
                            && audited(audit, "docker/collector", "succeeded"));
            mails.await(0, mail -> told(mail, "[RED]"), PATIENCE);
            mails.await(0, mail -> told(mail, "[GREEN]"), PATIENCE);
            assertThat(mail(new JsonObject(warden.get(warden.address() + "/api/outbox"))))
                    .contains("restart-container");

            assertThat(engine.inspect("bystander", "{{.State.Running}} {{.State.StartedAt}}"))
                    .isEqualTo("false " + bystander);
            System.out.printf(
                    "container killed: detected after %s, repaired after %s%n",
                    Duration.between(killed, Instant.parse(incident.getString("opened"))),
                    Duration.between(killed, Instant.parse(incident.getString("closed"))));
        }
    }

    private String config(int smtp) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), """
                version: 1
                rules:
                  container-runs:
                    about: Whether the container runs
                    metric: docker.running
                    of: plugin:docker/*
                    measure: last
                    red: "< 1"
                    mail: [red, green]
                    recover: again
                ladders:
                  again:
                    steps:
                      - {after: 1s, do: restart-container}
                      - {after: 5m, do: escalate}
                    healthy: 1s
                    limits: {actions: 2, per: 1h, cooldown: 1s}
                """);
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
                        data: run
                        rules: [mine.yaml]
                        connections:
                          engine: {plugin: docker, uri: "%s"}
                        checks:
                          docker: {plugin: docker, connection: engine, containers: [collector], every: 1s}
                          others: {plugin: docker, connection: engine, containers: [bystander], every: 1s}
                        actions:
                          restart-container:
                            {plugin: docker, connection: engine, action: restart-container, containers: [collector]}
                        mail: {host: 127.0.0.1, port: %d, starttls: disabled, gather: 0s, from: a@example.com, to: b@example.com}
                        """.formatted(engine.uri(), smtp))
                .toString();
    }

    private static boolean green(JsonObject status, String subject) {
        return status.getJsonArray("rules").stream()
                .map(JsonObject.class::cast)
                .anyMatch(rule -> rule.getString("id").equals("container-runs")
                        && rule.getString("subject").equals(subject)
                        && rule.getString("level").equals("green"));
    }

    private static JsonObject incident(JsonObject incidents, String subject) {
        return incidents.getJsonArray("incidents").stream()
                .map(JsonObject.class::cast)
                .filter(incident -> incident.getString("rule").equals("container-runs")
                        && incident.getString("subject").equals(subject))
                .findFirst()
                .orElse(new JsonObject());
    }

    private static JsonObject incident(JsonObject incidents) {
        return incident(incidents, "docker/collector");
    }

    private static boolean audited(JsonObject audit, String subject, String result) {
        return audit.getJsonArray("audit").stream()
                .map(JsonObject.class::cast)
                .anyMatch(row -> row.getString("who").equals("ladder again")
                        && row.getString("what").equals("restart-container")
                        && row.getString("subject").equals(subject)
                        && row.getString("result").startsWith(result));
    }

    private static boolean told(MailBox.Arrival mail, String level) {
        return mail.subject().contains(level) && mail.subject().contains("docker/collector");
    }

    /** The text of the mail that says that all is well again. */
    private static String mail(JsonObject outbox) {
        return outbox.getJsonArray("mails").stream()
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getString("subject").contains("[GREEN]")
                        && mail.getString("subject").contains("docker/collector"))
                .map(mail -> mail.getString("text"))
                .findFirst()
                .orElse("");
    }
}
