package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that come for containers are right, with the secrets where they expect them. */
class ShippedConfigurationsIT {

    @TempDir
    private Path folder;

    @Test
    void compose_withAndWithoutItsOptions_isRight() throws Exception {
        String config = DeployFiles.text("conf/compose.yaml");

        check(config, Map.of());
        check(config, Map.of("ENGINE", "", "IB_STREAM_HOST", ""));
        check(config, Map.of("ENGINE", "unix:///run/engine/engine.sock", "IB_STREAM_HOST", "gateway"));
    }

    @Test
    void kubernetes_isRight() throws Exception {
        check(
                (String) DeployFiles.map(DeployFiles.yaml("kubernetes/config.yaml"), "data")
                        .get("feedwarden.yaml"),
                Map.of());
    }

    private void check(String config, Map<String, String> environment) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets/feedwarden"));
        for (String name : List.of("../postgres_password", "../redis_password", "smtp")) {
            Files.writeString(secrets.resolve(name), "geheim\n");
        }
        Path file = Files.writeString(
                folder.resolve("feedwarden.yaml"), config.replace("/run/secrets", folder + "/secrets"));

        assertThat(Supervisor.check(
                        new Installation(Path.of("target", "feedwarden").toAbsolutePath(), folder),
                        new Overrides(file, null, folder.resolve("data")),
                        new Surroundings(environment, name -> "1")))
                .isEmpty();
    }
}
