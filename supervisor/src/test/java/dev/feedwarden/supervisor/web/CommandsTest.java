package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.cli.Terminal;
import dev.feedwarden.supervisor.status.FeedState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a running program, against the real server. */
class CommandsTest {

    @TempDir
    private Path folder;

    private Path token;
    private Door door;

    @BeforeEach
    void open() throws IOException {
        token = Files.writeString(folder.resolve("token"), Door.TOKEN + "\n");
        door = new Door(Door.address(WebServer.Read.OPEN, List.of(), null), Door.users());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void status_fitsATerminal() {
        door.board = Boards.with(Level.RED, Boards.feed("deribit-with-a-very-long-name", FeedState.DISCONNECTED));
        Terminal terminal = command("status");

        assertThat(terminal.code()).isZero();
        assertThat(terminal.out())
                .startsWith("RED  score ")
                .contains(
                        "deribit-with-a-very~",
                        "disconnected",
                        "JOURNAL  accepted 1200",
                        "deribit-silence for deribit");
        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void status_json_isWhatTheApiSays() {
        assertThat(new JsonObject(command("status", "--json").out()).getString("level"))
                .isEqualTo("green");
    }

    @Test
    void completeness_withAnAddress_isAskedOfTheRunningProgram() {
        assertThat(command("completeness", "--feed", "deribit", "--day", "2026-11-21")
                        .out())
                .contains("2026-11-21  deribit", "99.98 %  accepted 1200  stored files:1189  set aside files:1  gaps 7")
                .contains("to now  maintenance");
        assertThat(command("completeness", "--feed", "nobody").out()).isEmpty();
        assertThat(new JsonObject(command("completeness", "--json").out()).getJsonArray("completeness"))
                .isNotEmpty();
    }

    @Test
    void incidents_listAndStory() {
        assertThat(command("incidents").out()).contains("i-7", "open", "deribit-silence for deribit");
        assertThat(command("incidents", "i-7").out())
                .contains("What to do: https://wiki.example/deribit", "change   green to red");
        assertThat(command("incidents", "i-8").err())
                .isEqualTo("feedwarden: no incident that is kept has this name" + System.lineSeparator());
        assertThat(new JsonObject(command("incidents", "--open", "--json").out()).getJsonArray("incidents"))
                .hasSize(1);
    }

    @Test
    void outbox_listAndText() {
        assertThat(command("outbox").out()).contains("m-1", "kept", "me@example.com  [RED] deribit");
        assertThat(command("outbox", "m-1").out()).endsWith("text" + System.lineSeparator());
        assertThat(command("outbox", "m-2").code()).isEqualTo(1);
    }

    @Test
    void ack_andTakeBack_areDoneInTheTokensName() {
        assertThat(command("ack", "i-7", "--for", "2h", "--why", "on it").out())
                .startsWith("i-7 is acknowledged by robot until ");
        assertThat(command("ack", "i-7", "--take-back").out()).startsWith("i-7 is not acknowledged any more");
        assertThat(door.desk.asked).containsExactly("robot acknowledges i-7 for PT2H: on it", "robot takes back i-7");
    }

    @Test
    void silence_madeListedAndEnded() {
        assertThat(command("silence", "--subject", "deribit", "--for", "1h", "--why", "moves")
                        .out())
                .startsWith("s-1  rule *  subject deribit  from ")
                .contains("by robot: moves");
        assertThat(command("silence").out()).startsWith("s-1  rule *");
        assertThat(command("silence", "end", "s-1").out()).startsWith("s-1 is over");
        assertThat(command("silence").out()).isEmpty();
    }

    @Test
    void serverThatRefuses_isQuotedOnStandardError() {
        Terminal terminal = command("silence", "--subject", "deribit", "--for", "soon", "--why", "moves");

        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.err()).startsWith("feedwarden: for: expected a time span such as 30m, 4h or 2d");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void serverThatIsNotThere_isSaid() {
        Terminal terminal = Terminal.run("status", "--url", "http://127.0.0.1:1");

        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.err()).startsWith("feedwarden: http://127.0.0.1:1 does not answer");
    }

    @Test
    void completion_knowsEveryCommand() {
        assertThat(Terminal.run("generate-completion").out()).contains("silence", "incidents", "--take-back");
    }

    private Terminal command(String... arguments) {
        String[] server = {"--url", door.origin(), "--token-file", token.toString()};
        return Terminal.run(
                Stream.concat(Stream.of(arguments), Stream.of(server)).toArray(String[]::new));
    }
}
