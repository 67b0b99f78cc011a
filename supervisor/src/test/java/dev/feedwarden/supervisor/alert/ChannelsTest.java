package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.notify.NotifyException;
import dev.feedwarden.api.notify.NotifyException.Retry;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail and notifiers beside each other, with a real store, a mail server on loopback and virtual time. */
class ChannelsTest {

    private static final String[] TO = {"me@example.com"};

    @TempDir
    private Path folder;

    private Switchboard board;
    private ScriptedSmtp smtp;

    @BeforeEach
    void begin() throws Exception {
        board = new Switchboard(folder.resolve("history.db"));
        smtp = new ScriptedSmtp(board.vertx);
    }

    @AfterEach
    void end() throws Exception {
        board.close();
    }

    @Test
    void alwaysNotifier_isToldOfWhatMailTells_withItsOwnRow() throws Exception {
        board.start(Post.clear(smtp.port(), TO), Switchboard.always("ops"));

        List<Mail> rows = board.announce(Occasion.REACHED, Post.incident(1, false));

        assertThat(rows).extracting(Mail::receiver).containsExactly("me@example.com", "ops");
        assertThat(board.notice("ops").subject()).startsWith("[RED] deribit");
        smtp.mail();
        board.await("m-1", State.SENT);
        board.await("m-2", State.SENT);
    }

    @Test
    void notifierThatFails_holdsUpNeitherMailNorAnotherOne_andIsTriedAgain() throws Exception {
        board.start(Post.clear(smtp.port(), TO), Switchboard.always("ops"), Switchboard.always("team"));
        board.fail("ops", new NotifyException("answers 503", Retry.LATER));

        board.announce(Occasion.REACHED, Post.incident(1, false));

        smtp.mail();
        board.notice("team");
        Mail waiting = board.await("m-2", mail -> mail.error() != null);
        assertThat(waiting.state()).isEqualTo(State.PENDING);
        assertThat(waiting.error()).isEqualTo("server: answers 503");
        String id = board.notice("ops").id();
        board.advance(Duration.ofSeconds(30));
        assertThat(board.notice("ops").id()).isEqualTo(id);
        board.await("m-2", State.SENT);
    }

    @Test
    void noticeThatIsRefused_isDeadAtOnce() throws Exception {
        board.start(Post.clear(smtp.port(), TO), Switchboard.always("ops"));
        board.fail("ops", new NotifyException("answers 404", Retry.NEVER));

        board.announce(Occasion.REACHED, Post.incident(1, false));

        assertThat(board.await("m-2", State.DEAD).error()).isEqualTo("refused: answers 404");
        assertThat(board.count("feedwarden.notice.dead")).isEqualTo(1);
        smtp.mail();
    }

    @Test
    void mailDown_standInIsToldOnce_thenOfAlerts_andOnceThatMailWorks() throws Exception {
        smtp.refuseAll();
        board.start(Post.clear(smtp.port(), TO), Switchboard.standIn("phone"));
        Incident first = Post.incident(1, false);
        board.announce(Occasion.REACHED, first);
        board.await("m-1", mail -> mail.error() != null);

        board.advance(Switchboard.AFTER.minusSeconds(1));
        assertThat(board.notices("phone")).isEmpty();
        board.advance(Duration.ofSeconds(2));
        assertThat(board.notice("phone").subject()).startsWith("[RED] mail: 1 not delivered");
        List<Mail> told = board.announce(Occasion.REACHED, Post.incident(2, false));
        assertThat(told).extracting(Mail::receiver).containsExactly("me@example.com", "phone");
        assertThat(board.notice("phone").subject()).startsWith("[RED] deribit");

        smtp.serve();
        board.await("m-1", board.sentAsTimePasses());
        board.advance(Duration.ofMinutes(1));

        assertThat(board.notice("phone").subject()).isEqualTo("[GREEN] mail: works again");
        assertThat(board.announce(Occasion.REACHED, Post.incident(3, false)))
                .extracting(Mail::receiver)
                .containsExactly("me@example.com");
        board.advance(Duration.ofMinutes(30));
        assertThat(board.notices("phone")).isEmpty();
        assertThat(board.subjects("phone")).hasSize(3);
    }

    @Test
    void standInThatWasTold_isToldTheEnd_thoughMailWorks() throws Exception {
        board.start(Post.clear(smtp.port(), TO), Switchboard.standIn("phone"));

        List<Mail> rows =
                board.announce(Occasion.RESOLVED, board.told(Post.incident(1, true), "me@example.com", "phone"));
        assertThat(rows).extracting(Mail::receiver).containsExactly("me@example.com", "phone");
        rows = board.announce(Occasion.RESOLVED, board.told(Post.incident(2, true), "me@example.com"));
        assertThat(rows).extracting(Mail::receiver).containsExactly("me@example.com");
        rows = board.announce(Occasion.REMINDED, board.told(Post.incident(3, true), "me@example.com", "phone"));
        assertThat(rows).extracting(Mail::receiver).containsExactly("me@example.com");
    }

    @Test
    void restartWhileMailIsDown_tellsNothingTwice_andTellsThatItWorks() throws Exception {
        smtp.refuseAll();
        board.start(Post.clear(smtp.port(), TO), Switchboard.standIn("phone"));
        board.announce(Occasion.REACHED, Post.incident(1, false));
        board.await("m-1", mail -> mail.error() != null);
        board.advance(Switchboard.AFTER.plusSeconds(1));
        assertThat(board.notice("phone").subject()).startsWith("[RED] mail:");
        board.await("m-2", State.SENT);

        board.restart();
        board.advance(Duration.ofMinutes(5));
        assertThat(board.notices("phone")).isEmpty();
        smtp.serve();
        board.await("m-1", board.sentAsTimePasses());
        board.advance(Duration.ofSeconds(2));

        assertThat(board.notice("phone").subject()).isEqualTo("[GREEN] mail: works again");
        assertThat(board.subjects("phone")).hasSize(2);
    }

    @Test
    void mailThatIsGivenUp_andTheWordOnIt_areOneTransaction() throws Exception {
        smtp.answer("RCPT", "550 5.1.1 no such user");
        board.start(Post.clear(smtp.port(), TO), Switchboard.standIn("phone"));
        board.hold("phone");

        board.announce(Occasion.REACHED, Post.incident(1, false));
        List<Mail> rows = board.snapshot(
                all -> all.stream().anyMatch(row -> row.id().equals("m-1") && row.state() == State.DEAD));
        assertThat(rows).extracting(Mail::receiver).containsExactly("phone", "me@example.com");
        board.restart();

        assertThat(board.notice("phone").subject())
                .startsWith("[RED] mail: given up: refused: ")
                .contains("550");
        assertThat(board.await("m-2", State.SENT).channel()).isEqualTo("phone");
    }

    @Test
    void passwordRefused_isToldAtOnce_andCounted() throws Exception {
        smtp.extensions("AUTH PLAIN");
        smtp.answer("AUTH", "535 5.7.8 no");
        board.start(
                new MailSettings(
                        "127.0.0.1",
                        smtp.port(),
                        Security.DISABLED,
                        "me",
                        new Secret("wrong"),
                        null,
                        "warden@example.com",
                        List.of(TO),
                        null),
                Switchboard.standIn("phone"));

        board.announce(Occasion.REACHED, Post.incident(1, false));

        assertThat(board.notice("phone").text())
                .contains("auth: ")
                .contains("535")
                .doesNotContain("wrong");
        assertThat(board.count("feedwarden.mail.misconfigured")).isEqualTo(1);
    }

    @Test
    void startTlsMissing_isToldAtOnce() throws Exception {
        board.start(
                new MailSettings(
                        "127.0.0.1",
                        smtp.port(),
                        Security.REQUIRED,
                        null,
                        null,
                        null,
                        "warden@example.com",
                        List.of(TO),
                        null),
                Switchboard.standIn("phone"));

        board.announce(Occasion.REACHED, Post.incident(1, false));

        assertThat(board.notice("phone").text()).contains("STARTTLS required");
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void noMailServer_standInIsAlwaysUsed() throws Exception {
        board.start(MailSettings.kept(null), Switchboard.standIn("phone"));

        board.announce(Occasion.REACHED, Post.incident(1, false));

        assertThat(board.notice("phone").subject()).startsWith("[RED] deribit");
    }

    @Test
    void notifierThatIsNotConfiguredAnyMore_leavesNoRowBehind() throws Exception {
        board.start(Post.clear(smtp.port(), TO), Switchboard.always("ops"));
        board.hold("ops");
        board.announce(Occasion.REACHED, Post.incident(1, false));
        board.await("m-2", State.SENDING);

        board.restart(Switchboard.always("team"));

        assertThat(board.await("m-2", State.DEAD).error()).contains("no notifier 'ops'");
    }
}
