package dev.feedwarden.deploy;

import static dev.feedwarden.deploy.DeployFiles.list;
import static dev.feedwarden.deploy.DeployFiles.map;
import static dev.feedwarden.deploy.DeployFiles.text;
import static dev.feedwarden.deploy.DeployFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image and the composition: restarted, bounded, unprivileged, in order, and without a secret in a variable. */
class ContainerFilesTest {

    private static final String SOCKET = "docker.sock";
    private static final String PROXY = "engine-proxy";

    private Map<String, Object> compose;
    private final Map<String, Map<String, Object>> services = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        compose = yaml("docker-compose.yml");
        map(compose, "services").forEach((name, service) -> services.put(name, map(service)));
    }

    @Test
    void services_each_isRestartedBoundedAndItsLogRotated() {
        assertThat(services)
                .containsOnlyKeys("feedwarden", "timescaledb", "redis", PROXY, "prometheus", "grafana")
                .allSatisfy((name, service) -> {
                    assertThat(service)
                            .containsEntry("restart", "unless-stopped")
                            .containsKeys("mem_limit", "cpus", "pids_limit", "container_name");
                    assertThat(map(service, "logging")).containsEntry("driver", "json-file");
                    assertThat(map(service, "logging", "options"))
                            .containsEntry("max-size", "100m")
                            .containsEntry("max-file", "3");
                    assertThat(list(service, "security_opt")).contains("no-new-privileges:true");
                });
    }

    @Test
    void services_optionalOnes_haveAProfile_andTheOthersNone() {
        services.forEach((name, service) -> assertThat(list(service, "profiles"))
                .isEqualTo(
                        switch (name) {
                            case PROXY -> List.of("engine");
                            case "prometheus", "grafana" -> List.of("metrics");
                            default -> List.of();
                        }));
    }

    @Test
    void services_start_onceWhatTheyNeedIsHealthy() {
        services.forEach((name, service) -> map(service, "depends_on").forEach((needed, condition) -> {
            assertThat(map(condition)).containsExactly(Map.entry("condition", "service_healthy"));
            assertThat(services).containsKey(needed);
            assertThat(services.get(needed)).containsKey("healthcheck");
        }));
        assertThat(map(services.get("feedwarden"), "depends_on")).containsOnlyKeys("timescaledb", "redis");
    }

    @Test
    void services_images_areOfANamedVersion() {
        services.forEach((name, service) -> {
            if (!name.equals("feedwarden")) {
                assertThat((String) service.get("image")).matches("docker\\.io/[a-z/]+:v?\\d+\\.\\d+.*");
            }
        });
    }

    @Test
    void secrets_areFiles_andNoVariableHoldsOne() {
        Map<String, Object> secrets = map(compose, "secrets");
        secrets.values().forEach(secret -> assertThat(map(secret)).containsOnlyKeys("file"));
        services.forEach((name, service) -> {
            assertThat(secrets.keySet()).containsAll(list(service, "secrets"));
            map(service, "environment").forEach((variable, value) -> {
                if (variable.matches(".*(PASSWORD|SECRET|TOKEN).*")) {
                    assertThat(variable).endsWith("_FILE");
                    assertThat((String) value).startsWith("/run/secrets/");
                }
            });
        });
    }

    @Test
    void secrets_andWhatIsSetBesideThem_areNotKeptInTheRepository() throws IOException {
        assertThat(text("../.gitignore").lines()).contains("deploy/secrets/", "deploy/.env");
        map(compose, "secrets")
                .values()
                .forEach(secret -> assertThat((String) map(secret).get("file")).startsWith("./secrets/"));
    }

    @Test
    void backups_areMadeDaily_inAVolumeOfTheirOwn_thatTheImageMakesWritable() throws IOException {
        Map<String, Object> backup = map(yaml("conf/compose.yaml"), "backup");

        assertThat(backup).containsEntry("every", "daily at 03:00").containsEntry("to", "/var/backups/feedwarden");
        assertThat(list(services.get("feedwarden"), "volumes")).contains("backups:/var/backups/feedwarden");
        assertThat(text("Dockerfile"))
                .contains("install -d -m 700 -o 10001 -g 10001 /var/lib/feedwarden /var/backups/feedwarden\n");
    }

    @Test
    void mounts_areDeclaredOrStandHere_andTheEnginesSocketIsTheProxysAlone() {
        Set<String> withSocket = new TreeSet<>();
        services.forEach((name, service) -> DeployFiles.<String>list(service, "volumes")
                .forEach(volume -> {
                    String source = volume.substring(0, volume.indexOf(':'));
                    if (source.endsWith(SOCKET)) {
                        withSocket.add(name);
                    } else if (source.startsWith("./")) {
                        assertThat(DeployFiles.path(source)).exists();
                        assertThat(volume).endsWith(":ro");
                    } else {
                        assertThat(map(compose, "volumes")).containsKey(source);
                    }
                }));
        assertThat(withSocket).containsExactly(PROXY);
        assertThat(services.get(PROXY)).containsEntry("network_mode", "none").doesNotContainKey("ports");
    }

    @Test
    void ports_areOpenToThisMachineAlone_andTheStoresToNobody() {
        services.forEach((name, service) ->
                assertThat(DeployFiles.<String>list(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:")));
        Stream.of("timescaledb", "redis").forEach(store -> {
            assertThat(list(services.get(store), "ports")).isEmpty();
            assertThat(list(services.get(store), "networks")).containsExactly("stores");
        });
        assertThat(map(compose, "networks", "stores")).containsEntry("internal", true);
    }

    @Test
    void feedwarden_isUnprivilegedAndSupervised() {
        Map<String, Object> service = services.get("feedwarden");

        assertThat(service).containsEntry("read_only", true);
        assertThat(list(service, "cap_drop")).containsExactly("ALL");
        assertThat(map(service, "environment")).containsEntry("FEEDWARDEN_SUPERVISED", "true");
    }

    @Test
    void proxy_letsThroughTheContainersOfTheList_andNoOther() throws IOException {
        String proxy = text("engine-proxy/haproxy.cfg");
        Map<String, Object> config = yaml("conf/compose.yaml");

        assertThat(list(map(config, "checks", "docker"), "containers"))
                .isEqualTo(list(map(config, "actions", "restart-container"), "containers"))
                .containsExactly("feedwarden-timescaledb", "feedwarden-redis");
        assertThat(proxy.lines().filter(line -> line.contains("path_reg")))
                .hasSize(2)
                .allMatch(line -> line.contains("/containers/feedwarden-(timescaledb|redis)/"));
        assertThat(proxy)
                .describedAs("what the one action asks for")
                .contains("/restart$")
                .doesNotContain("stop");
        assertThat(map(config, "actions", "restart-container")).containsEntry("action", "restart-container");
        assertThat(proxy)
                .contains("deny deny_status 403 unless METH_GET ping or METH_GET look or METH_POST act")
                .doesNotContain("http-request allow");
    }

    @Test
    void image_isBuiltInStages_unprivileged_andAsksLive() throws IOException {
        List<String> lines = text("Dockerfile").lines().toList();

        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .hasSize(2)
                .allMatch(line -> line.matches(
                        "FROM (--platform=\\$BUILDPLATFORM )?docker\\.io/library/[a-z-]+:\\S+( AS build)?"));
        assertThat(lines).contains("USER 10001:10001", "VOLUME /var/lib/feedwarden /var/backups/feedwarden");
        assertThat(lines).describedAs("a command in the container").contains("ENV PATH=/opt/feedwarden/bin:$PATH");
        assertThat(lines.indexOf("USER 10001:10001"))
                .isGreaterThan(lines.lastIndexOf(
                        lines.stream().filter(line -> line.startsWith("RUN ")).reduce("", (one, other) -> other)));
        assertThat(lines.stream().filter(line -> line.startsWith("    CMD [\"bash\"")))
                .hasSize(1)
                .allMatch(line -> line.contains("GET /live ") && line.contains("/dev/tcp/127.0.0.1/8080"))
                .allSatisfy(line -> assertThat(new JsonArray(line.substring(line.indexOf('['))))
                        .describedAs("the composition's check is the image's")
                        .containsExactlyElementsOf(checkOfTheComposition()));
        assertThat(lines).anyMatch(line -> line.startsWith("ENTRYPOINT [\""));
        assertThat(text("Dockerfile.dockerignore").lines()).contains(".git", "**/target", "**/secrets");
        assertThat(Files.isExecutable(DeployFiles.path("feedwarden"))).isTrue();
    }

    /** What the health check runs, with what a composition escapes as it comes to the shell. */
    private List<String> checkOfTheComposition() {
        return DeployFiles.<String>list(map(services.get("feedwarden"), "healthcheck"), "test").stream()
                .skip(1)
                .map(part -> part.replace("$$", "$"))
                .toList();
    }
}
