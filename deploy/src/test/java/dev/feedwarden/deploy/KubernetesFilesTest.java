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
                "secret", "v1 Secret",
                "service", "v1 Service",
                "statefulset", "apps/v1 StatefulSet",
                "networkpolicy", "networking.k8s.io/v1 NetworkPolicy");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            List<Map<String, Object>> documents = DeployFiles.documents("kubernetes/" + kind.getKey() + ".yaml");
            assertThat(documents).hasSize(1);
            Map<String, Object> manifest = documents.get(0);
            assertThat(manifest.get("apiVersion") + " " + manifest.get("kind")).isEqualTo(kind.getValue());
            assertThat(map(manifest, "metadata")).containsEntry("name", "feedwarden");
            assertThat(map(manifest, "metadata", "labels")).isEqualTo(NAME);
        }
        assertThat(DeployFiles.path("kubernetes").toFile().list()).hasSize(kinds.size());
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
        Map<String, Object> claim = map(list(set, "volumeClaimTemplates").get(0));
        assertThat(map(claim, "metadata")).containsEntry("name", "data");
        assertThat(map(claim, "spec", "resources", "requests")).containsKey("storage");
        assertThat(mounts()).contains(Map.of("name", "data", "mountPath", "/var/lib/feedwarden"));
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
        map(yaml("kubernetes/secret.yaml"), "stringData")
                .keySet()
                .forEach(name -> assertThat(config).contains("${file:/run/secrets/feedwarden/" + name + "}"));
        assertThat(DeployFiles.<Map<String, Object>>list(container, "env"))
                .noneMatch(variable -> variable.containsKey("valueFrom"));
    }

    private List<Map<String, Object>> mounts() {
        return list(container, "volumeMounts");
    }
}
