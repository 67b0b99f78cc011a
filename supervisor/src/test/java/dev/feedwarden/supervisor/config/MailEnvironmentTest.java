package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.MailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The environment variables of the system before. */
class MailEnvironmentTest {

    private static final Map<String, String> ALL = Map.of(
            "EMAIL_ALERTS", "true",
            "ALERT_EMAIL", "me@example.com, you@example.com",
            "SMTP_HOST", "smtp.example.com",
            "SMTP_USER", "warden@example.com",
            "SMTP_PASSWORD", "geheim");

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void allOfThem_areAMailSection() throws IOException {
        MailSettings mail = read("", ALL);

        assertThat(problems.list()).isEmpty();
        assertThat(mail.host()).isEqualTo("smtp.example.com");
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.user()).isEqualTo("warden@example.com");
        assertThat(mail.password().reveal()).isEqualTo("geheim");
        assertThat(mail.from()).isEqualTo("warden@example.com");
        assertThat(mail.to()).containsExactly("me@example.com", "you@example.com");
    }

    @Test
    void passwordInAFile_isTaken_unlessTheVariableHoldsOne_andAnEmptyFileIsNone() throws IOException {
        Map<String, String> environment = new HashMap<>(ALL);
        environment.put(
                "SMTP_PASSWORD_FILE",
                Files.writeString(folder.resolve("smtp"), "verschlossen\n").toString());
        assertThat(read("", environment).password().reveal()).isEqualTo("geheim");
        environment.put("SMTP_PASSWORD", "");
        assertThat(read("", environment).password().reveal()).isEqualTo("verschlossen");
        assertThat(problems.list()).isEmpty();

        Files.writeString(folder.resolve("smtp"), "\n");
        assertThat(read("", environment).configured()).isFalse();
        assertThat(problems.list().get(0).toString()).contains("expected user and password together");
    }

    @Test
    void passwordInAFileThatIsMissing_isNamed() throws IOException {
        Map<String, String> environment = new HashMap<>(ALL);
        environment.remove("SMTP_PASSWORD");
        environment.put("SMTP_PASSWORD_FILE", folder.resolve("none").toString());

        read("", environment);

        assertThat(problems.list().get(0).toString()).contains("expected a file that can be read", "none");
    }

    @Test
    void whatTheSectionSays_goesBefore_andTheRestIsTaken() throws IOException {
        MailSettings mail = read("mail: {host: other.example.com, port: 25, to: [her@example.com]}\n", ALL);

        assertThat(problems.list()).isEmpty();
        assertThat(mail.host()).isEqualTo("other.example.com");
        assertThat(mail.to()).containsExactly("her@example.com");
        assertThat(mail.user()).isEqualTo("warden@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "mail: {host: h, from: a@b.example, to: c@d.example}"})
    void emailAlertsFalse_switchesMailsOff_whateverElseIsSet(String section) throws IOException {
        MailSettings mail = read(
                section,
                Map.of("EMAIL_ALERTS", "False", "ALERT_EMAIL", "me@example.com", "SMTP_HOST", "smtp.example.com"));

        assertThat(problems.list()).isEmpty();
        assertThat(mail.configured()).isFalse();
    }

    @Test
    void sendInTheFile_goesBeforeEmailAlerts() throws IOException {
        assertThat(read("mail: {send: false}\n", ALL).configured()).isFalse();
        assertThat(read(
                                "mail: {send: true}\n",
                                Map.of(
                                        "EMAIL_ALERTS", "false",
                                        "ALERT_EMAIL", "me@example.com",
                                        "SMTP_HOST", "smtp.example.com"))
                        .configured())
                .isTrue();
    }

    @Test
    void hostAndReceiverWithoutTheSwitch_sendMails_oneOfThemAloneDoesNot() throws IOException {
        assertThat(read("", Map.of("ALERT_EMAIL", "me@example.com", "SMTP_HOST", "smtp.example.com"))
                        .from())
                .isEqualTo("me@example.com");
        assertThat(read("", Map.of("SMTP_HOST", "smtp.example.com")).configured())
                .isFalse();
        assertThat(read("", Map.of()).configured()).isFalse();
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                 | true | SMTP_HOST=h            | 1:1: environment variable EMAIL_ALERTS is true: expected ALERT_EMAIL or mail.to (The receivers' addresses), found neither
            ""                 | true | ALERT_EMAIL=me@b.example | 1:1: environment variable EMAIL_ALERTS is true: expected SMTP_HOST or mail.host (The mail server), found neither
            "mail: {host: h}"  | true | SMTP_USER=me           | 1:7: mail: missing key 'to' (The receivers' addresses); environment variable ALERT_EMAIL is not set either
            ""                 | maybe | SMTP_HOST=h           | 1:1: environment variable EMAIL_ALERTS: mail.send: expected true or false, found text 'maybe'
            ""                 | true | "SMTP_HOST=h,ALERT_EMAIL=me@b.example,SMTP_USER=me" | 1:1: mail: expected user and password together, found only a user
            """)
    void whatIsMissing_isNamed(String section, String alerts, String others, String problem) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("EMAIL_ALERTS", alerts));
        for (String other : others.split(",", -1)) {
            environment.put(other.substring(0, other.indexOf('=')), other.substring(other.indexOf('=') + 1));
        }

        assertThat(read(section, environment).configured()).isFalse();

        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).toString()).endsWith(":" + problem);
    }

    private MailSettings read(String text, Map<String, String> environment) throws IOException {
        Path file =
                Files.writeString(folder.resolve("feedwarden.yaml"), text + "\nfeeds: {deribit: {plugin: deribit}}\n");
        return ConfigReader.read(
                        new Overrides(file, null, null), new Surroundings(environment, name -> "4711"), problems)
                .mail();
    }
}
