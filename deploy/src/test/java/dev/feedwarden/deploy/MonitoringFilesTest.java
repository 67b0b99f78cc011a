package dev.feedwarden.deploy;

import static dev.feedwarden.deploy.DeployFiles.list;
import static dev.feedwarden.deploy.DeployFiles.map;
import static dev.feedwarden.deploy.DeployFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus and Grafana are configured to ask of Feedwarden is what Feedwarden says. */
class MonitoringFilesTest {

    private static final Pattern METRIC = Pattern.compile("feedwarden_[a-z_]+");
    private static final Pattern SELECTED = Pattern.compile("[{,]\\s*([a-z_]+)\\s*=~?");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{([a-z_]+)}}");

    private static final String DASHBOARD = "grafana/dashboards/feedwarden.json";

    private final Map<String, Set<String>> names = MeterPage.names();

    @Test
    void alerts_everyMetricAndLabel_isOneOfOurs() throws IOException {
        List<Map<String, Object>> alerts = alerts();

        assertThat(alerts).isNotEmpty();
        for (Map<String, Object> alert : alerts) {
            isOneOfOurs((String) alert.get("expr"), Set.of("job"));
            assertThat(map(alert, "labels").get("severity")).isIn("critical", "warning");
            assertThat((String) map(alert, "annotations").get("summary")).isNotBlank();
        }
    }

    /** The meters that the guides name, whole or as {@code feedwarden_sink_*}. */
    @Test
    void guides_everyMetric_isOneOfOurs() throws IOException {
        Set<String> named = new TreeSet<>();
        try (DirectoryStream<Path> guides = Files.newDirectoryStream(DeployFiles.path("docs"), "*.md")) {
            for (Path guide : guides) {
                named.addAll(found(METRIC, Files.readString(guide)));
            }
        }

        assertThat(named).contains("feedwarden_plugin_loaders_leaked", "feedwarden_backup_age_seconds");
        assertThat(named)
                .allMatch(name -> name.endsWith("_")
                        ? names.keySet().stream().anyMatch(ours -> ours.startsWith(name))
                        : names.containsKey(name));
    }

    @Test
    void alerts_each_hasACaseInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
        List<String> fire = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (Object test : list(yaml("prometheus/alerts-test.yml"), "tests")) {
            for (Object expected : list(map(test), "alert_rule_test")) {
                Map<String, Object> one = map(expected);
                (list(one, "exp_alerts").isEmpty() ? rest : fire).add((String) one.get("alertname"));
            }
        }

        assertThat(alerts()).extracting(alert -> alert.get("alert")).allMatch(fire::contains);
        assertThat(alerts()).extracting(alert -> alert.get("alert")).allMatch(rest::contains);
    }

    @Test
    void dashboard_everyMetricAndLabel_isOneOfOurs() throws IOException {
        List<Map<String, Object>> targets = panels().stream()
                .flatMap(panel -> DeployFiles.<Map<String, Object>>list(panel, "targets").stream())
                .toList();

        assertThat(targets).hasSizeGreaterThan(20);
        for (Map<String, Object> target : targets) {
            Set<String> labels = isOneOfOurs((String) target.get("expr"), Set.of());
            assertThat(labels).containsAll(found(SHOWN, (String) target.get("legendFormat")));
        }
    }

    @Test
    void dashboard_hasItsThreeTiers_andAsksTheProvisionedSource() throws IOException {
        assertThat(panels().stream()
                        .filter(panel -> panel.containsKey("timeFrom"))
                        .collect(Collectors.groupingBy(
                                panel -> panel.get("timeFrom") + " by " + panel.get("interval"),
                                Collectors.counting())))
                .containsOnlyKeys("15m by 5s", "6h by 1m", "7d by 1h")
                .allSatisfy((tier, count) -> assertThat(count).isEqualTo(6));
        assertThat(panels()).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();

        Map<String, Object> source = map(list(yaml("grafana/provisioning/datasources/prometheus.yaml"), "datasources")
                .get(0));
        assertThat(panels().stream()
                        .filter(panel -> !"row".equals(panel.get("type")))
                        .map(panel -> map(panel, "datasource").get("uid")))
                .containsOnly(source.get("uid"));
    }

    @Test
    void prometheus_asksForThePage_asOftenAsTheFirstTierIsDrawn() throws IOException {
        Map<String, Object> prometheus = yaml("prometheus/prometheus.yml");

        assertThat(map(prometheus, "global").get("scrape_interval")).isEqualTo("5s");
        assertThat(DeployFiles.<String>list(prometheus, "rule_files"))
                .allSatisfy(file ->
                        assertThat(DeployFiles.path("prometheus").resolve(file)).isRegularFile());
        Map<String, Object> job = map(list(prometheus, "scrape_configs").get(0));
        assertThat(job).containsEntry("metrics_path", "/metrics").containsEntry("job_name", "feedwarden");
    }

    /** Checks a query's names, and the labels that it chooses and groups by; gives the labels its series have. */
    private Set<String> isOneOfOurs(String query, Set<String> besides) {
        Set<String> metrics = found(METRIC, query);
        assertThat(names.keySet()).describedAs(query).containsAll(metrics);
        Set<String> labels = new TreeSet<>(besides);
        metrics.forEach(metric -> labels.addAll(names.get(metric)));
        assertThat(labels).describedAs(query).containsAll(found(SELECTED, query));
        found(GROUPED, query).forEach(group -> assertThat(labels).contains(group.split(", ?")));
        return labels;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        return list(map(list(yaml("prometheus/alerts.yml"), "groups").get(0)), "rules");
    }

    private static List<Map<String, Object>> panels() throws IOException {
        return list(yaml(DASHBOARD), "panels");
    }
}
