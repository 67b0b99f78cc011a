package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A mail server that can be taken away, and whether its mails are those that the incidents owe. */
final class SoakMails implements AutoCloseable {

    private static final String MOST = "?limit=500";

    private final int port;
    private final List<String> arrived = new ArrayList<>();
    private final Map<String, JsonObject> incidents = new TreeMap<>();
    private final Map<String, JsonObject> outbox = new TreeMap<>();
    private MailBox server;

    SoakMails() throws IOException {
        port = FreePort.find();
        server = MailBox.at(port);
    }

    String config() {
        return "mail: {host: 127.0.0.1, port: %d, starttls: disabled, from: a@example.com, to: b@example.com, per_hour: 1000}%n"
                .formatted(port);
    }

    void down() {
        server.close();
        arrived.addAll(server.texts());
    }

    void up() {
        server = MailBox.at(port);
    }

    /** Remembers what the program tells now; it tells of the newest only. */
    void look(Program program) throws Exception {
        collect(program, "incidents", incidents);
        collect(program, "outbox", outbox);
    }

    private static void collect(Program program, String path, Map<String, JsonObject> all) throws Exception {
        String array = path.equals("outbox") ? "mails" : path;
        new JsonObject(program.get(program.address() + "/api/" + path + MOST))
                .getJsonArray(array).stream()
                        .map(JsonObject.class::cast)
                        .forEach(row -> all.put(row.getString("id"), row));
    }

    /** No incident is open, and nothing is to be sent any more. */
    boolean settled() {
        return incidents.values().stream().allMatch(incident -> incident.getString("closed") != null)
                && outbox.values().stream()
                        .map(mail -> mail.getString("state"))
                        .allMatch(Set.of("sent", "folded", "dead", "kept")::contains);
    }

    /**
     * Each incident that was told of has one mail for each thing told, the first of which is no closing mail and the last the
     * only one; each mail, or the one that tells of it instead, has arrived; nothing else has. Says how many of what.
     */
    String areOwed() {
        List<String> ids = Stream.concat(arrived.stream(), server.texts().stream())
                .map(SoakMails::messageId)
                .toList();
        Set<String> distinct = new HashSet<>(ids);
        List<JsonObject> told = incidents.values().stream()
                .filter(incident -> !moments(incident).isEmpty())
                .toList();
        told.forEach(this::oneOpeningOneClosing);
        Set<String> owed = new HashSet<>();
        for (JsonObject mail : outbox.values()) {
            boolean folded = mail.getString("state").equals("folded");
            JsonObject teller = folded ? outbox.get(mail.getString("digest")) : mail;
            assertThat(teller.getString("state"))
                    .describedAs("state of %s", teller)
                    .isEqualTo("sent");
            owed.add(teller.getString("messageId"));
        }
        assertThat(distinct).isEqualTo(owed);
        return "incidents=%d told of=%d mails owed=%d arrived=%d twice=%d"
                .formatted(incidents.size(), told.size(), owed.size(), distinct.size(), ids.size() - distinct.size());
    }

    private void oneOpeningOneClosing(JsonObject incident) {
        List<String> subjects = outbox.values().stream()
                .filter(mail -> mail.getString("incident").equals(incident.getString("id"))
                        && !mail.getString("id").equals(mail.getString("digest")))
                .sorted(Comparator.comparing(
                        mail -> Long.parseLong(mail.getString("id").substring(2))))
                .map(mail -> mail.getString("subject"))
                .toList();
        assertThat(subjects).describedAs("mails of %s", incident).hasSameSizeAs(moments(incident));
        assertThat(subjects.stream().filter(subject -> subject.startsWith("[GREEN]")))
                .describedAs("closing mails of %s", incident)
                .hasSize(1);
        assertThat(subjects.get(subjects.size() - 1)).startsWith("[GREEN]");
        assertThat(subjects).hasSizeGreaterThan(1);
    }

    /** What was told of an incident, as its own story has it. */
    private static List<String> moments(JsonObject incident) {
        return incident.getJsonArray("timeline").stream()
                .map(JsonObject.class::cast)
                .filter(moment -> moment.getString("kind").equals("mail"))
                .map(moment -> moment.getString("text"))
                .toList();
    }

    private static String messageId(String text) {
        return text.lines()
                .filter(line -> line.regionMatches(true, 0, "Message-ID: ", 0, 12))
                .map(line -> line.substring(12).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.close();
    }
}
