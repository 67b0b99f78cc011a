package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.MailLimit;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Rounds;
import dev.feedwarden.supervisor.alert.Security;
import dev.feedwarden.supervisor.alert.Sending;
import dev.feedwarden.supervisor.alert.Unsure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code mail}. What it leaves out is taken from the environment variables {@code EMAIL_ALERTS},
 * {@code ALERT_EMAIL}, {@code SMTP_HOST}, {@code SMTP_USER} and {@code SMTP_PASSWORD} or {@code SMTP_PASSWORD_FILE}; where
 * there is no section they make one, if they ask for it.
 */
final class MailReader {

    private static final Setting SEND = Setting.optional(
                    "send", Setting.Type.FLAG, true, "Whether mails are sent; false keeps them for the page to show")
            .orEnvironment("EMAIL_ALERTS");
    private static final Setting HOST =
            Setting.required("host", Setting.Type.TEXT, "The mail server").orEnvironment("SMTP_HOST");
    private static final Setting TO = Setting.required("to", Setting.Type.TEXTS, "The receivers' addresses")
            .orEnvironment("ALERT_EMAIL");
    private static final List<Setting> MAIL = List.of(
            SEND,
            HOST,
            Setting.optional("port", Setting.Type.INTEGER, 587, "1 to 65535"),
            Setting.optional(
                    "starttls",
                    Setting.Type.TEXT,
                    "required",
                    "required, optional, disabled, or implicit: encrypted from the first byte, as on port 465"),
            Setting.optional("user", Setting.Type.TEXT, null, "The name to sign in with")
                    .orEnvironment("SMTP_USER"),
            Setting.optional("password", Setting.Type.SECRET, null, "The password to sign in with")
                    .orEnvironment("SMTP_PASSWORD"),
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
            Setting.optional(
                    "from",
                    Setting.Type.TEXT,
                    null,
                    "The sender's address; the user where that is one, else the first receiver"),
            TO,
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

    /**
     * The mail settings; those that keep every mail in the outbox where mails are switched off, where nothing asks for
     * them, and where something is wrong, which is noted.
     *
     * @param body null where there is no section
     * @param place of what the environment alone says
     */
    MailSettings read(@Nullable Mapping body, Place place) {
        Mapping section = body == null ? new Mapping(place, Map.of()) : body;
        int before = problems.count();
        boolean send = sections.read("mail", only(section, SEND), List.of(SEND)).flag("send");
        if (problems.count() > before || !send || (body == null && !isAskedFor())) {
            return MailSettings.kept(null);
        }
        if (body == null && !saysWhereAndWhom(place)) {
            return MailSettings.kept(null);
        }
        Settings mail = sections.read("mail", section, MAIL);
        int port = sections.integer("mail", section, mail, "port", 1, 65_535);
        int perHour = sections.integer("mail", section, mail, "per_hour", 1, 3_600);
        Security security = security(section, mail);
        Unsure unsure = unsure(section, mail);
        if (problems.count() > before) {
            return MailSettings.kept(null);
        }
        try {
            @Nullable String user = mail.has("user") ? mail.text("user") : null;
            List<String> to = receivers(section, mail);
            return new MailSettings(
                    mail.text("host"),
                    port,
                    security,
                    user,
                    mail.has("password") ? mail.secret("password") : null,
                    null,
                    mail.has("from") ? mail.text("from") : sender(user, to),
                    to,
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
            problems.add(section.place(), String.valueOf(e.getMessage()));
            return MailSettings.kept(null);
        }
    }

    /** Whether the environment alone is meant to send mails: it says so, or says both where and to whom. */
    private boolean isAskedFor() {
        return sections.variable(SEND) != null || (sections.variable(HOST) != null && sections.variable(TO) != null);
    }

    private boolean saysWhereAndWhom(Place place) {
        for (Setting needed : List.of(HOST, TO)) {
            if (sections.variable(needed) == null) {
                problems.add(
                        place,
                        "environment variable " + SEND.environment() + " is true: expected " + needed.environment()
                                + " or mail." + needed.name() + " (" + needed.about() + "), found neither");
            }
        }
        return sections.variable(HOST) != null && sections.variable(TO) != null;
    }

    /** Of a section, this alone. */
    private static Mapping only(Mapping section, Setting setting) {
        Mapping.Entry entry = section.entries().get(setting.name());
        return new Mapping(section.place(), entry == null ? Map.of() : Map.of(setting.name(), entry));
    }

    /** The variable is one text, with a comma between two addresses. */
    private static List<String> receivers(Mapping section, Settings mail) {
        List<String> said = mail.texts("to");
        return section.entries().containsKey("to")
                ? said
                : said.stream()
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    private static String sender(@Nullable String user, List<String> to) {
        if (user != null && user.indexOf('@') > 0) {
            return user;
        }
        return to.isEmpty() ? "" : to.get(0);
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
