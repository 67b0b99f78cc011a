package dev.feedwarden.deploy.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the plugin {@code drill} from its classes here: a JAR in the folder of bundled plugins would be everybody's. */
final class PluginJar {

    private static final String PROVIDER = "dev.feedwarden.plugin.drill.OrderCheckProvider";
    private static final List<String> CLASSES = List.of(PROVIDER, "dev.feedwarden.plugin.drill.OrderCheck");

    private PluginJar() {}

    static Path write(Path folder) throws IOException {
        Path jar = folder.resolve("feedwarden-plugin-drill.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest())) {
            out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
            out.write(PROVIDER.getBytes(UTF_8));
            out.closeEntry();
            for (String each : CLASSES) {
                add(out, each);
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String added) throws IOException {
        String name = added.replace('.', '/') + ".class";
        try (InputStream bytes = PluginJar.class.getClassLoader().getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IOException("expected the class " + name + " on the class path");
            }
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
            out.closeEntry();
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Plugin-Id", "drill");
        main.putValue("Plugin-Version", "0.1.0");
        return manifest;
    }
}
