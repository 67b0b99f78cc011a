package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.deploy.guest.HoldingProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager is told over its real socket, by a real process whose plugin holds its event loop on request. */
class WatchdogIT {

    private static final String ALIVE = "WATCHDOG=1";

    @TempDir
    private Path folder;

    @Test
    void manager_isToldReady_thenAliveWhileEveryLoopAnswers_thenStopping() throws Exception {
        Path held = folder.resolve("held");
        Path data = folder.resolve("data");
        allow(plugin(Files.createDirectories(data.resolve("plugins")).resolve("holding.jar")));
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
            feeds:
              deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
            checks:
              holding: {plugin: holding, file: "%s", every: 1s}
            """.formatted(held));
        Path socket = folder.resolve("notify");
        try (ServiceManager manager = new ServiceManager(socket);
                Program program = Program.start(
                        Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "2000000"),
                        "run",
                        "--port",
                        "0",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString())) {
            assertThat(manager.next()).startsWith("READY=1\nSTATUS=listening on http://127.0.0.1:");
            assertThat(program.get(program.address() + "/live")).contains("live");
            assertThat(manager.next()).isEqualTo(ALIVE);
            assertThat(manager.next()).isEqualTo(ALIVE);

            Files.createFile(held);
            program.line("event=loop-held");
            // A slow start may have been silent before.
            program.last("event=watchdog-", line -> line.contains("event=watchdog-silent"));
            assertThat(manager.sentBefore()).allMatch(ALIVE::equals);
            program.until("/api/plugins", plugins -> plugins.encode().contains("guest.HoldingProvider"));
            assertThat(manager.sentBefore())
                    .describedAs("while the loop is held")
                    .isEmpty();

            Files.delete(held);
            assertThat(manager.next()).isEqualTo(ALIVE);
            program.last("event=watchdog-", line -> line.contains("event=watchdog-again"));

            assertThat(program.terminate()).describedAs(program.output()).isZero();
            assertThat(manager.sentBefore()).endsWith("STOPPING=1\nSTATUS=stopping");
        }
    }

    private static Path plugin(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", "holding");
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            put(out, "META-INF/extensions.idx", HoldingProvider.class.getName().getBytes(UTF_8));
            put(out, HoldingProvider.class);
            put(out, HoldingProvider.check(Path.of("nowhere")).getClass());
        }
        return jar;
    }

    private static void put(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream compiled = type.getClassLoader().getResourceAsStream(name)) {
            put(out, name, Objects.requireNonNull(compiled, name).readAllBytes());
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static void allow(Path jar) throws Exception {
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        Files.writeString(
                jar.resolveSibling("allowed"), HexFormat.of().formatHex(sha) + "  holding.jar  holding 1.0\n");
    }
}
