package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A row as the mail client takes it. The same on every attempt, but for the note on a repeat. Pure. */
final class Envelope {

    /** RFC 5322, 2.1.1: a line has at most 998 characters. */
    private static final int MOST = 900;

    private Envelope() {}

    /** Throws IllegalArgumentException if an address is none. */
    static MailMessage of(Mail mail, String from) {
        return of(mail, from, Optional.empty());
    }

    /**
     * One with a picture in its HTML, which becomes {@code multipart/related} with it.
     *
     * @param chart a PNG for the spot that the HTML has for it
     */
    static MailMessage of(Mail mail, String from, Optional<Buffer> chart) {
        String html = chart.isPresent() ? ChartSpot.shown(mail.html()) : mail.html();
        boolean repeat = mail.state() == State.UNKNOWN;
        MailMessage message = new MailMessage()
                .setFrom(HeaderText.line(from, MOST))
                .setTo(HeaderText.line(mail.to(), MOST))
                .setSubject(HeaderText.line(mail.subject(), MOST))
                .setText(repeat ? PlainBody.repeated(mail.text()) : mail.text())
                .setHtml(repeat ? HtmlBody.repeated(html) : html)
                .addHeader("Message-ID", HeaderText.line(mail.messageId(), MOST))
                .addHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                mail.created().atOffset(ZoneOffset.UTC)))
                // RFC 3834: no holiday notes, please.
                .addHeader("Auto-Submitted", "auto-generated");
        chart.ifPresent(png -> message.setInlineAttachment(MailAttachment.create()
                .setContentType("image/png")
                .setContentId("<" + ChartSpot.ID + ">")
                .setName("chart.png")
                .setData(png)));
        if (mail.inReplyTo() != null) {
            String first = HeaderText.line(mail.inReplyTo(), MOST);
            message.addHeader("In-Reply-To", first).addHeader("References", first);
        }
        return message;
    }
}
