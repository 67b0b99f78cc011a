package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.alert.MailComposer;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Rounds;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.status.StatusBoard.FeedDetail;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A Monday, in virtual time. */
class NewsdeskTest {

    private static final Instant SEVEN = Instant.parse("2026-03-02T07:00:00Z");
    private final MemoryHistory history = new MemoryHistory();
    private final AtomicLong numbers = new AtomicLong();
    private Draft draft = new Draft();

    @Test
    void proofOfLife_eachDayOnce_saysThatAllRuns() {
        Newsdesk desk = desk(Rounds.of(null, "09:00", "UTC"));
        int days = 0;
        for (Instant now = SEVEN; now.isBefore(SEVEN.plus(Duration.ofDays(3))); now = now.plusSeconds(60)) {
            desk.look(now);
            List<Mail> mails = write();
            days += mails.size();
            mails.forEach(mail ->
                    assertThat(mail.subject()).isEqualTo("[GREEN] Feedwarden runs: score 93, no open incident"));
        }

        assertThat(days).isEqualTo(3);
    }

    @Test
    void restart_sameDay_doesNotSendItAgain() {
        Rounds rounds = Rounds.of("Mon 08:00", "09:00", "UTC");
        Instant ten = SEVEN.plus(Duration.ofHours(3));
        desk(rounds).look(ten);
        assertThat(write()).isNotEmpty();
        Newsdesk next = desk(rounds);

        for (int second = 1; second < 100; second++) {
            next.look(ten.plusSeconds(second));
        }

        assertThat(write()).extracting(Mail::subject).doesNotHaveDuplicates().hasSizeLessThan(2);
        assertThat(history.mails(10).result())
                .hasSize(2)
                .extracting(Mail::subject)
                .doesNotHaveDuplicates();
    }

    @Test
    void restart_aDayLater_leavesOutWhatIsLate() {
        Newsdesk desk = desk(Rounds.of("Mon 08:00", null, "UTC"));

        desk.look(SEVEN.plus(Duration.ofHours(14)));

        assertThat(write()).isEmpty();
    }

    @Test
    void summary_tellsOfEachFeedOfIncidentsMailsWhatHelpedAndSilences() {
        Instant opened = SEVEN.minus(Duration.ofHours(30));
        history.commit(new Transaction(
                List.of(),
                List.of(new Incident(
                        "i-1",
                        "deribit-silence",
                        "deribit",
                        Level.RED,
                        opened,
                        opened.plus(Duration.ofMinutes(100)),
                        true,
                        null,
                        "i-1-0",
                        Attention.NONE,
                        List.of(
                                new Moment(opened, "outcome", "restart-streams did not help"),
                                new Moment(opened, "outcome", "reset-connection helped")))),
                List.of(),
                List.of(),
                List.of()));

        desk(Rounds.of("Mon 08:00", null, "UTC")).look(SEVEN.plus(Duration.ofHours(1)));

        assertThat(write()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("[GREEN] The week: score 93, 1 incident");
            assertThat(mail.text()).isEqualTo("""
                            deribit: free of red 99.007 %, complete 99.98 %, 1 incident, the longest 100 min (deribit-silence for deribit)
                            1 incident in all, the longest 100 min (deribit-silence for deribit).
                            0 mails.
                            What helped: reset-connection once.
                            1 silence is in force:
                            s-1 of * for bybit: it moves
                            """);
        });
    }

    private List<Mail> write() {
        Transaction page = draft.finish().transaction();
        draft = new Draft();
        history.commit(page);
        return page.mails();
    }

    private Newsdesk desk(Rounds rounds) {
        return new Newsdesk(
                rounds,
                new MailComposer(
                        MailSettings.kept(null), Routing.to(List.of("a@example.com")), numbers::incrementAndGet),
                history,
                NewsdeskTest::board,
                () -> List.of(new Silence(
                        "s-1",
                        null,
                        "bybit",
                        SEVEN,
                        SEVEN.plusSeconds(86_400),
                        null,
                        null,
                        "ann",
                        "it moves",
                        null,
                        false)),
                () -> draft);
    }

    private static StatusBoard board() {
        return new StatusBoard(
                Level.GREEN,
                SEVEN,
                93,
                List.of(new FeedStatus(
                        "deribit",
                        Level.GREEN,
                        FeedState.HEALTHY,
                        true,
                        true,
                        1,
                        1,
                        50,
                        1180,
                        SEVEN,
                        2,
                        5,
                        VenueState.OPEN,
                        null,
                        new FeedDetail("closed", false, 0, 0, Duration.ofSeconds(10), Map.of(), Map.of()))),
                List.of(),
                List.of(),
                List.of(),
                new JournalStatus("journal", 0, 0, Map.of(), 0),
                List.of(),
                List.of(new DayReport(
                        "deribit",
                        LocalDate.of(2026, 3, 1),
                        1,
                        Map.of(),
                        Map.of(),
                        99.98,
                        new DayReport.Time(Duration.ofHours(10), Duration.ofSeconds(7), Duration.ZERO),
                        true,
                        0,
                        List.of())));
    }
}
