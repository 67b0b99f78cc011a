package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail says, and how it is written. */
class LetterTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private final MailSettings settings = Post.clear(25, "me@example.com");
    private final AtomicInteger fellBack = new AtomicInteger();

    @Test
    void text_tellsValueAgainstThresholdRunbookAndWhatWasTried() {
        Mail mail = mail(
                Occasion.ESCALATED,
                List.of(
                        moment(0, "change", "red: 12 s"),
                        moment(60, "action", "warn (step 1 of feed)"),
                        moment(180, "action", "restart-streams (step 2 of feed)"),
                        moment(181, "outcome", "restart-streams carried out: 3 streams"),
                        moment(300, "outcome", "restart-streams did not help"),
                        moment(301, "action", "reset-connection (step 3 of feed)")),
                Stationery.text(),
                Stationery.html());

        assertThat(mail.text()).isEqualTo("""
                RED  deribit: No tick from Deribit

                Everything that could be tried was tried. A person is needed.

                Value:    12 s, red above 10 s
                Since:    2026-03-01 10:00:00 UTC, for 10 min
                Severity: critical
                Rule:     deribit-silence
                Incident: i-1

                What to do:
                  Look at <the> status page.

                What was tried:
                  2026-03-01 10:03:00 UTC  restart-streams: carried out: 3 streams; did not help
                  2026-03-01 10:05:01 UTC  reset-connection: no result yet

                What happened:
                  2026-03-01 10:00:00 UTC  change: red: 12 s
                  2026-03-01 10:01:00 UTC  action: warn (step 1 of feed)

                I take care of it (acknowledge for 4 hours):
                https://warden.example.com/act/ACK-i-1-me@example.com

                Tell nobody of it for 4 hours (silence):
                https://warden.example.com/act/SILENCE-i-1-me@example.com
                """);
        assertThat(mail.html())
                .contains("Look at &lt;the&gt; status page.")
                .contains(">12 s, red above 10 s, for 10 min.</div>")
                .contains("@media (prefers-color-scheme: dark)")
                .contains("<strong>restart-streams</strong>: carried out: 3 streams; did not help");
    }

    @ParameterizedTest
    @CsvSource({
        "helped, did not help, restart-streams",
        "did not help, helped, reset-connection",
        "did not help, did not help, by itself",
        "did not help, 'carried out: ok', 'reset-connection, it seems: it was done last'",
        "did not help, 'not carried out: busy', by itself",
    })
    void closing_saysHowLongAndWhatHelped(String first, String second, String helped) {
        Mail mail = mail(
                Occasion.RESOLVED,
                List.of(
                        moment(180, "action", "restart-streams (step 2 of feed)"),
                        moment(181, "outcome", "restart-streams " + first),
                        moment(300, "action", "reset-connection (step 3 of feed)"),
                        moment(301, "outcome", "reset-connection " + second)),
                Stationery.text(),
                Stationery.html());

        assertThat(mail.text())
                .contains("All is well again, after 10 min.")
                .contains("Helped:   " + helped + "\n")
                .doesNotContain("What to do", "/act/");
        assertThat(mail.html()).contains(">Lasted 10 min. Helped: " + helped + ".</div>");
    }

    @Test
    void own_templates_areUsed() throws Exception {
        Mail mail = mail(
                Occasion.REACHED,
                List.of(),
                Stationery.text("{{LEVEL}} {{headline}}{{#tried}}{{step}}{{/tried}}\n"),
                Stationery.html("<BODY class='x'>{{runbook}}{{{chart}}}</BODY>"));

        assertThat(mail.text()).isEqualTo("RED deribit: No tick from Deribit\n");
        assertThat(mail.html()).startsWith("<BODY class='x'>Look at &lt;the&gt; status page.<!--chart:");
        assertThat(HtmlBody.repeated(mail.html())).startsWith("<BODY class='x'>\n<p>(may be a repeat)</p>");
        assertThat(fellBack).hasValue(0);
    }

    @Test
    void own_templateThatMakesTooMuch_givesWayToTheBuiltInOne() throws Exception {
        Mail mail = mail(
                Occasion.REACHED,
                List.of(),
                Stationery.text("x".repeat(Stationery.MOST) + "{{level}}"),
                Stationery.html());

        assertThat(mail.text()).startsWith("RED  deribit: No tick from Deribit\n");
        assertThat(fellBack).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n{{#facts}}\nb', 2",
        "'a\nb {{nothing}}', 2",
        "'a\nb\n{{/facts}}', 3",
        "'{{#tried}}\n{{value.of.it}}\n{{/tried}}', 2",
        "'{{>other}}', 1",
    })
    void own_brokenTemplate_isToldWithItsLine(String template, int line) {
        Stationery.Broken broken = catchThrowableOfType(Stationery.Broken.class, () -> Stationery.text(template));

        assertThat(broken).isNotNull();
        assertThat(broken.line()).as(broken.getMessage()).isEqualTo(line);
    }

    @Test
    void chart_standsInTheHtmlAndIsAttached() {
        Mail mail = mail(Occasion.REACHED, List.of(), Stationery.text(), Stationery.html());

        assertThat(ChartSpot.in(mail.html())).isEqualTo(new ChartSpot("deribit-silence", "deribit"));
        String with = encoded(mail, Optional.of(Buffer.buffer(new byte[] {1, 2, 3})));
        assertThat(with)
                .contains("multipart/related", "Content-ID: <chart@feedwarden>", "Content-Type: image/png", "AQID")
                .contains("src=\"cid:chart@feedwarden\"");
        assertThat(encoded(mail, Optional.empty())).doesNotContain("cid:", "multipart/related");
    }

    private String encoded(Mail mail, Optional<Buffer> chart) {
        return new MailEncoder(Envelope.of(mail, settings.from(), chart), "example.com")
                .encode()
                .replace("=\n", "");
    }

    private Mail mail(Occasion occasion, List<Moment> timeline, Stationery text, Stationery html) {
        Incident incident = new Incident(
                "i-1",
                "deribit-silence",
                "deribit",
                Level.RED,
                TEN,
                null,
                true,
                null,
                "i-1-0",
                Attention.NONE,
                timeline);
        Announcement announcement = new Announcement(
                occasion,
                incident,
                Level.RED,
                Severity.CRITICAL,
                "No tick from Deribit",
                "12 s",
                List.of(),
                null,
                TEN.plusSeconds(600),
                "red above 10 s",
                "Look at <the> status page.");
        ActLinks acts = (purpose, id, to, time) ->
                URI.create("https://warden.example.com/act/" + purpose + "-" + id + "-" + to);
        var writing = new MailComposer.Writing(text, html, acts, fellBack::incrementAndGet);
        return new MailComposer(settings, Routing.to(settings.to()), () -> 1, writing)
                .compose(announcement)
                .get(0);
    }

    private static Moment moment(long seconds, String kind, String text) {
        return new Moment(TEN.plusSeconds(seconds), kind, text);
    }
}
