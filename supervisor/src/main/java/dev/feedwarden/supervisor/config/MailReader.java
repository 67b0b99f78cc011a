package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Security;
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
            Setting.required("from", Setting.Type.TEXT, "The sender's address"),
            Setting.required("to", Setting.Type.TEXTS, "The receivers' addresses"),
            Setting.optional("link", Setting.Type.URI, null, "The page's address as the receivers reach it"));

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
        Security security = security(body, mail);
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
                    mail.has("link") ? mail.uri("link") : null);
        } catch (IllegalArgumentException e) {
            problems.add(body.place(), String.valueOf(e.getMessage()));
            return MailSettings.kept(null);
        }
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
