package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.MailLimit;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Rounds;
import dev.feedwarden.supervisor.alert.Security;
import dev.feedwarden.supervisor.alert.Sending;
import dev.feedwarden.supervisor.alert.Unsure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code mail}. */
final class MailReader {

    private static final List<Setting> MAIL = List.of(
            Setting.required("host", Setting.Type.TEXT, "The mail server"),
            Setting.optional("port", Setting.Type.INTEGER, 587, "1 to 65535"),
            Setting.optional(
                    "starttls",
                    Setting.Type.TEXT,
                    "required",
                    "required, optional, disabled, or implicit: encrypted from the first byte, as on port 465"),
            Setting.optional("user", Setting.Type.TEXT, null, "The name to sign in with"),
            Setting.optional("password", Setting.Type.SECRET, null, "The password to sign in with"),
            Setting.optional(
                    "fallback",
                    Setting.Type.TEXTS,
                    List.of(),
                    "Further servers, host or host:port, tried in turn while the one before does not serve"),
            Setting.optional("per_hour", Setting.Type.INTEGER, 60, "The most mails an hour to one receiver, 1 to 3600"),
            Setting.optional(
                    "gather",
                    Setting.Type.DURATION,
                    "10s",
                    "The least time between two mails to one receiver, 0s to 1h; what comes in between is one mail"),
            Setting.optional(
                    "unsure",
                    Setting.Type.TEXT,
                    "resend",
                    "resend or hold: what happens to a mail that the server may have taken"),
            Setting.required("from", Setting.Type.TEXT, "The sender's address"),
            Setting.required("to", Setting.Type.TEXTS, "The receivers' addresses"),
            Setting.optional(
                    "link",
                    Setting.Type.URI,
                    null,
                    "The page's address as the receivers reach it; mails have links that acknowledge and silence then"),
            Setting.optional("summary", Setting.Type.TEXT, null, "When a summary of the week is sent: Mon 08:00"),
            Setting.optional("proof_of_life", Setting.Type.TEXT, null, "When a daily line says that all runs: 09:00"),
            Setting.optional("zone", Setting.Type.TEXT, "UTC", "The time zone of these two: Europe/Berlin"));

    private final SectionReader sections;
    private final Problems problems;

    MailReader(SectionReader sections, Problems problems) {
        this.sections = sections;
        this.problems = problems;
    }

    /** The mail settings; those that keep every mail in the outbox where there is no section, or one that is wrong. */
    MailSettings read(@Nullable Mapping body) {
        int before = problems.count();
        if (body == null) {
            return MailSettings.kept(null);
        }
        Settings mail = sections.read("mail", body, MAIL);
        int port = sections.integer("mail", body, mail, "port", 1, 65_535);
        int perHour = sections.integer("mail", body, mail, "per_hour", 1, 3_600);
        Security security = security(body, mail);
        Unsure unsure = unsure(body, mail);
        if (problems.count() > before) {
            return MailSettings.kept(null);
        }
        try {
            return new MailSettings(
                    mail.text("host"),
                    port,
                    security,
                    mail.has("user") ? mail.text("user") : null,
                    mail.has("password") ? mail.secret("password") : null,
                    null,
                    mail.text("from"),
                    mail.texts("to"),
                    mail.has("link") ? mail.uri("link") : null,
                    new Sending(
                            mail.texts("fallback").stream()
                                    .map(server -> Sending.Server.of(server, port))
                                    .toList(),
                            new MailLimit(perHour, mail.duration("gather")),
                            unsure,
                            Rounds.of(
                                    mail.has("summary") ? mail.text("summary") : null,
                                    mail.has("proof_of_life") ? mail.text("proof_of_life") : null,
                                    mail.text("zone"))));
        } catch (IllegalArgumentException e) {
            problems.add(body.place(), String.valueOf(e.getMessage()));
            return MailSettings.kept(null);
        }
    }

    private Unsure unsure(Mapping body, Settings mail) {
        for (Unsure each : Unsure.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(mail.text("unsure"))) {
                return each;
            }
        }
        sections.problem(body, mail.unusable("unsure", "resend or hold"));
        return Unsure.RESEND;
    }

    private Security security(Mapping body, Settings mail) {
        for (Security each : Security.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(mail.text("starttls"))) {
                return each;
            }
        }
        sections.problem(body, mail.unusable("starttls", "required, optional, disabled or implicit"));
        return Security.REQUIRED;
    }
}
