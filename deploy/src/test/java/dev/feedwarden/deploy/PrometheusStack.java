package dev.feedwarden.deploy;

import dev.feedwarden.api.kit.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prometheus, Alertmanager, the node exporter and the blackbox exporter, as Debian's packages name their programs. Prometheus
 * asks the exporters and the program's own page of meters every 15 s and judges the alerts of {@code deploy/prometheus}.
 */
final class PrometheusStack implements AutoCloseable {

    static final List<String> NAMES = List.of(
            "prometheus", "prometheus-alertmanager", "prometheus-node-exporter", "prometheus-blackbox-exporter");

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;

    private PrometheusStack(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts them where all are on the PATH.
     *
     * @param program where the program listens
     */
    static Optional<PrometheusStack> start(Path folder, String program) throws IOException {
        if (!NAMES.stream().allMatch(PrometheusStack::installed)) {
            return Optional.empty();
        }
        PrometheusStack stack = new PrometheusStack(folder);
        String alertmanager = "127.0.0.1:" + FreePort.find();
        String node = "127.0.0.1:" + FreePort.find();
        String blackbox = "127.0.0.1:" + FreePort.find();
        String prometheus = "127.0.0.1:" + FreePort.find();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 15s, evaluation_interval: 15s}
                rule_files: ["%s"]
                alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
                scrape_configs:
                  - {job_name: feedwarden, static_configs: [{targets: ["%s"]}]}
                  - {job_name: node, static_configs: [{targets: ["%s"]}]}
                  - job_name: probe
                    metrics_path: /probe
                    params: {module: [http_2xx], target: ["%s/live"]}
                    static_configs: [{targets: ["%s"]}]
                  - {job_name: self, static_configs: [{targets: ["%s", "%s"]}]}
                """.formatted(
                        Path.of("prometheus", "alerts.yml").toAbsolutePath(),
                        alertmanager,
                        program.replace("http://", ""),
                        node,
                        program,
                        blackbox,
                        prometheus,
                        alertmanager));
        Path probes = Files.writeString(folder.resolve("blackbox.yml"), "modules: {http_2xx: {prober: http}}\n");
        Path receivers = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        stack.start(
                NAMES.get(0),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=" + prometheus);
        stack.start(
                NAMES.get(1),
                "--config.file=" + receivers,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=" + alertmanager);
        stack.start(NAMES.get(2), "--web.listen-address=" + node);
        stack.start(NAMES.get(3), "--config.file=" + probes, "--web.listen-address=" + blackbox);
        return Optional.of(stack);
    }

    /** All of them together. */
    Footprint footprint() throws IOException {
        Footprint sum = new Footprint(0, 0, 0, 0);
        for (int i = 0; i < NAMES.size(); i++) {
            if (!processes.get(i).isAlive()) {
                throw new IOException(NAMES.get(i) + " has ended: " + Files.readString(log(NAMES.get(i))));
            }
            sum = sum.plus(Footprint.of(processes.get(i).pid()));
        }
        return sum;
    }

    private void start(String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(command[0]).toFile())
                .start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static boolean installed(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
