package dev.feedwarden.deploy;

import static dev.feedwarden.deploy.DeployFiles.list;
import static dev.feedwarden.deploy.DeployFiles.map;
import static dev.feedwarden.deploy.DeployFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifests: one writer of the journal, unprivileged, restarted for our own sake alone, secrets as files. */
class KubernetesFilesTest {

    private static final String SECRET = "kubernetes/secret.yaml.example";
    private static final Map<String, Object> NAME = Map.of("app.kubernetes.io/name", "feedwarden");

    private Map<String, Object> set;
    private Map<String, Object> pod;
    private Map<String, Object> container;

    @BeforeEach
    void read() throws IOException {
        set = map(yaml("kubernetes/statefulset.yaml"), "spec");
        pod = map(set, "template", "spec");
        container = map(list(pod, "containers").get(0));
    }

    @Test
    void manifests_each_areOfTheKindThatTheirFileIsNamedAfter() throws IOException {
        Map<String, String> kinds = Map.of(
                "config", "v1 ConfigMap",
                "service", "v1 Service",
                "statefulset", "apps/v1 StatefulSet",
                "networkpolicy", "networking.k8s.io/v1 NetworkPolicy");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            isOne("kubernetes/" + kind.getKey() + ".yaml", kind.getValue());
        }
        assertThat(DeployFiles.path("kubernetes").toFile().list()).hasSize(kinds.size() + 2);
    }

    @Test
    void secret_isAnExample_thatIsNotAppliedOverTheRealOne() throws IOException {
        isOne(SECRET, "v1 Secret");
        assertThat(SECRET)
                .describedAs("kubectl takes .json, .yaml and .yml of a folder")
                .endsWith(".example");
    }

    @Test
    void restore_isAnExample_withThePodsVolumesRightsAndImage() throws IOException {
        String file = "kubernetes/restore.yaml.example";
        Map<String, Object> restore = map(yaml(file), "spec");
        Map<String, Object> restoring = map(list(restore, "containers").get(0));

        assertThat(list(restoring, "volumeMounts")).isEqualTo(mounts());
        assertThat(restoring)
                .containsEntry("image", container.get("image"))
                .containsEntry("securityContext", container.get("securityContext"));
        assertThat(restore)
                .containsEntry("securityContext", pod.get("securityContext"))
                .containsEntry("automountServiceAccountToken", false);
        assertThat(list(restore, "volumes")).containsAll(list(pod, "volumes"));
        assertThat(DeployFiles.text(file)).contains("data-feedwarden-0", "backups-feedwarden-0");
        assertThat(map(yaml(file), "metadata"))
                .describedAs("the service must not lead to it")
                .doesNotContainKey("labels");
    }

    private static void isOne(String file, String kind) throws IOException {
        List<Map<String, Object>> documents = DeployFiles.documents(file);
        assertThat(documents).hasSize(1);
        Map<String, Object> manifest = documents.get(0);
        assertThat(manifest.get("apiVersion") + " " + manifest.get("kind")).isEqualTo(kind);
        assertThat(map(manifest, "metadata")).containsEntry("name", "feedwarden");
        assertThat(map(manifest, "metadata", "labels")).isEqualTo(NAME);
    }

    @Test
    void everySelector_choosesThePod() throws IOException {
        assertThat(map(set, "template", "metadata", "labels")).isEqualTo(NAME);
        assertThat(map(set, "selector", "matchLabels")).isEqualTo(NAME);
        assertThat(map(yaml("kubernetes/service.yaml"), "spec", "selector")).isEqualTo(NAME);
        assertThat(map(yaml("kubernetes/networkpolicy.yaml"), "spec", "podSelector", "matchLabels"))
                .isEqualTo(NAME);
    }

    @Test
    void pod_isOne_supervised_andKeepsItsData() {
        assertThat(set).containsEntry("replicas", 1);
        assertThat(DeployFiles.<Map<String, Object>>list(container, "env"))
                .contains(Map.of("name", "FEEDWARDEN_SUPERVISED", "value", "true"));
        assertThat(DeployFiles.<Map<String, Object>>list(set, "volumeClaimTemplates"))
                .allSatisfy(claim ->
                        assertThat(map(claim, "spec", "resources", "requests")).containsKey("storage"))
                .extracting(claim -> map(claim, "metadata").get("name"))
                .containsExactly("data", "backups");
        assertThat(mounts()).contains(Map.of("name", "data", "mountPath", "/var/lib/feedwarden"));
    }

    @Test
    void backups_areMadeDaily_inAVolumeOfTheirOwn() throws IOException {
        assertThat(mounts()).contains(Map.of("name", "backups", "mountPath", "/var/backups/feedwarden"));
        assertThat((String) map(yaml("kubernetes/config.yaml"), "data").get("feedwarden.yaml"))
                .contains("backup: {every: \"daily at 03:00\", to: /var/backups/feedwarden,");
    }

    @Test
    void probes_liveness_asksLive_readiness_asksHealth() throws IOException {
        assertThat(map(container, "startupProbe", "httpGet")).containsEntry("path", "/live");
        assertThat(map(container, "livenessProbe", "httpGet")).containsEntry("path", "/live");
        assertThat(map(container, "readinessProbe", "httpGet")).containsEntry("path", "/health");
        assertThat(map(yaml("kubernetes/service.yaml"), "spec"))
                .describedAs("an exchange's outage does not take the page away")
                .containsEntry("publishNotReadyAddresses", true);
    }

    @Test
    void container_hasNoRightsAndIsBounded() {
        assertThat(map(pod, "securityContext"))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 10001)
                .containsEntry("fsGroup", 10001)
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        assertThat(pod).containsEntry("automountServiceAccountToken", false);
        assertThat(map(container, "securityContext"))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(map(container, "resources", "limits")).containsKeys("cpu", "memory", "ephemeral-storage");
        assertThat(map(container, "resources", "requests")).containsKeys("cpu", "memory");
    }

    @Test
    void secrets_areMountedAsFiles_whereTheConfigurationLooks() throws IOException {
        assertThat(mounts())
                .contains(Map.of("name", "secrets", "mountPath", "/run/secrets/feedwarden", "readOnly", true));
        String config = (String) map(yaml("kubernetes/config.yaml"), "data").get("feedwarden.yaml");
        map(yaml(SECRET), "stringData")
                .keySet()
                .forEach(name -> assertThat(config).contains("${file:/run/secrets/feedwarden/" + name + "}"));
        assertThat(DeployFiles.<Map<String, Object>>list(container, "env"))
                .noneMatch(variable -> variable.containsKey("valueFrom"));
    }

    private List<Map<String, Object>> mounts() {
        return list(container, "volumeMounts");
    }
}
