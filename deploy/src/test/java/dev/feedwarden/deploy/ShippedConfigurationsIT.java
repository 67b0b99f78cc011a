package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that come along are right, with the secrets where they expect them. */
class ShippedConfigurationsIT {

    @TempDir
    private Path folder;

    @Test
    void compose_withAndWithoutItsOptions_isRight() throws Exception {
        String config = DeployFiles.text("conf/compose.yaml");

        check(config, Map.of());
        check(config, Map.of("ENGINE", "", "IB_STREAM_HOST", ""));
        check(config, Map.of("ENGINE", "unix:///run/engine/engine.sock", "IB_STREAM_HOST", "gateway"));
        check(withUsers(config), Map.of());
    }

    @Test
    void compose_withMailsOfTheEnvironment_isRight_andWithoutThePasswordItIsNot() throws Exception {
        Map<String, String> mail = new HashMap<>();
        DeployFiles.map(DeployFiles.yaml("docker-compose.yml"), "services", "feedwarden", "environment")
                .forEach((name, value) -> mail.put(name, substituted(String.valueOf(value))));
        String config = DeployFiles.text("conf/compose.yaml");

        check(config, mail);
        mail.putAll(Map.of("SMTP_HOST", "smtp.example.com", "SMTP_USER", "me", "ALERT_EMAIL", "me@example.com"));
        check(config, mail);
        mail.remove("SMTP_PASSWORD_FILE");
        assertThat(problems(config, mail))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("expected user and password together"));
    }

    @Test
    void installation_isRight_andBacksUpDaily() throws Exception {
        String config = DeployFiles.text("conf/feedwarden.yaml");

        check(config, Map.of());
        assertThat(DeployFiles.map(DeployFiles.yaml("conf/feedwarden.yaml"), "backup"))
                .containsEntry("every", "daily at 03:00");
    }

    @Test
    void kubernetes_isRight() throws Exception {
        String config = (String) DeployFiles.map(DeployFiles.yaml("kubernetes/config.yaml"), "data")
                .get("feedwarden.yaml");

        check(config, Map.of());
        check(withUsers(config), Map.of());
    }

    /** What the files show as a comment, used. */
    private static String withUsers(String config) {
        assertThat(config).contains("# users: {robot:");
        return config.replace("# users: {robot:", "users: {robot:");
    }

    /** As a composition fills in {@code ${NAME:-}} where nothing is set, with the secrets where the tests have them. */
    private String substituted(String value) {
        return value.replaceAll("\\$\\{[A-Z_]+:-}", "").replace("/run/secrets", folder + "/secrets");
    }

    private void check(String config, Map<String, String> environment) throws Exception {
        assertThat(problems(config, environment)).isEmpty();
    }

    private List<Problem> problems(String config, Map<String, String> environment) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets/feedwarden"));
        for (String name : List.of(
                "../postgres_password", "../redis_password", "../smtp_password", "../robot_token", "smtp", "robot")) {
            Files.writeString(secrets.resolve(name), "geheim, und lang genug fuer einen Token\n");
        }
        Path file = Files.writeString(
                folder.resolve("feedwarden.yaml"), config.replace("/run/secrets", folder + "/secrets"));

        return Supervisor.check(
                new Installation(Path.of("target", "feedwarden").toAbsolutePath(), folder),
                new Overrides(file, null, folder.resolve("data")),
                new Surroundings(environment, name -> "1"));
    }
}
