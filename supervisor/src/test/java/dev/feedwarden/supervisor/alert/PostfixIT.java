package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An outbox in virtual time with a real Postfix. Where none can be started, it says so and is skipped. */
class PostfixIT {

    @TempDir
    private Path folder;

    private Post post;
    private Postfix postfix;

    @BeforeEach
    void begin() throws Exception {
        post = new Post(folder.resolve("history.db"));
        try {
            postfix = new Postfix(Files.createDirectories(folder.resolve("postfix")));
            // The one above would not let another user through.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            postfix.start();
        } catch (IOException e) {
            LoggerFactory.getLogger(PostfixIT.class)
                    .error("NOT TESTED AGAINST A REAL POSTFIX: none can be started here: {}", e.getMessage());
            abort("NOT TESTED AGAINST A REAL POSTFIX: none can be started here: " + e.getMessage());
        }
    }

    @AfterEach
    void end() throws Exception {
        if (postfix != null) {
            postfix.stop();
        }
        post.close();
    }

    @Test
    void incident_overAnOutageOfTheServer_arrivesOnceAndAsOneThread() throws Exception {
        post.start(Post.clear(postfix.port(), "me@example.com"));
        Mail red = announce(Occasion.REACHED, false);
        post.await(red.id(), State.SENT);
        postfix.stop();
        Mail escalated = announce(Occasion.ESCALATED, true);
        assertThat(post.await(escalated.id(), mail -> mail.error() != null && mail.state() != State.SENDING)
                        .state())
                .isIn(State.PENDING, State.UNKNOWN);
        Mail green = announce(Occasion.RESOLVED, true);

        postfix.start();
        post.advance(Duration.ofSeconds(30));
        post.await(escalated.id(), State.SENT);
        post.await(green.id(), State.SENT);

        List<String> mails = postfix.mails(3);
        assertThat(mails)
                .extracting(mail -> header(mail, "Message-ID"))
                .containsExactlyInAnyOrder(red.messageId(), escalated.messageId(), green.messageId());
        assertThat(mails)
                .filteredOn(mail -> !header(mail, "Message-ID").equals(red.messageId()))
                .hasSize(2)
                .allSatisfy(mail -> {
                    assertThat(header(mail, "In-Reply-To")).isEqualTo(red.messageId());
                    assertThat(header(mail, "References")).isEqualTo(red.messageId());
                });
    }

    @Test
    void recipientThatPostfixRefuses_isDead_andTheOtherOneGetsHisMail() throws Exception {
        post.start(Post.clear(postfix.port(), "me@elsewhere.example", "me@example.com"));
        post.announce();

        assertThat(post.await("m-1", State.DEAD).error())
                .startsWith("refused: ")
                .contains("Relay access denied");
        post.await("m-2", State.SENT);
        assertThat(postfix.mails(1))
                .singleElement()
                .satisfies(mail -> assertThat(header(mail, "To")).isEqualTo("me@example.com"));
    }

    private Mail announce(Occasion occasion, boolean mailed) throws Exception {
        return post.announce(Post.announcement(occasion, Post.incident(1, mailed)))
                .get(0);
    }

    private static String header(String mail, String name) {
        return mail.lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }
}
