package dev.feedwarden.supervisor.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds the JAR of a plugin from source text. */
public final class JarBuilder {

    private final Attributes attributes = new Attributes();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> extensions = new ArrayList<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    public JarBuilder(String id, String version) {
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Plugin-Id", id);
        attributes.putValue("Plugin-Version", version);
    }

    JarBuilder requires(String versions) {
        attributes.putValue("Plugin-Requires", versions);
        return this;
    }

    JarBuilder attribute(String name, String value) {
        attributes.putValue(name, value);
        return this;
    }

    /** A class by its full name. */
    JarBuilder source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** Lists a class as an extension, whether it is there or not. */
    JarBuilder listed(String className) {
        extensions.add(className);
        return this;
    }

    /** A class that is an extension. */
    public JarBuilder extension(String className, String text) {
        return listed(className).source(className, text);
    }

    JarBuilder entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /**
     * A plugin of health checks, the usual guest of these tests.
     *
     * @param fields of the check's class
     * @param create run when a check is made, with {@code settings} and {@code context} at hand
     * @param close run when it is closed
     */
    JarBuilder check(String type, String fields, String create, String close) {
        String name = "guest.Check_" + type.replace('-', '_');
        return extension(name, """
                package guest;
                import dev.feedwarden.api.*;
                import dev.feedwarden.api.check.*;
                import io.vertx.core.Future;
                import java.util.*;
                @org.pf4j.Extension
                public class Check_%s implements HealthCheckProvider {
                    public String type() { return "%s"; }
                    public List<Setting> settings() { return List.of(); }
                    public List<Metric> metrics() {
                        return List.of(new Metric("guest.value", Metric.Kind.GAUGE, Unit.NONE, "A value."));
                    }
                    public HealthCheck create(Settings settings, Context context) {
                        class It implements HealthCheck {
                            %s
                            void begin() throws Exception { %s }
                            public Future<List<Reading>> check() { return Future.succeededFuture(List.of()); }
                            public Future<Void> close() { %s return Future.succeededFuture(); }
                        }
                        var it = new It();
                        try { it.begin(); } catch (Exception e) { throw new IllegalStateException(e.getMessage(), e); }
                        return it;
                    }
                }
                """.formatted(type.replace('-', '_'), type, fields, create, close));
    }

    JarBuilder check(String type) {
        return check(type, "", "", "");
    }

    public Path build(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Path classes =
                Files.createTempDirectory(jar.toAbsolutePath().getParent().getParent(), "classes");
        compile(classes);
        var manifest = new Manifest();
        manifest.getMainAttributes().putAll(attributes);
        Path whole = classes.resolve("built");
        try (OutputStream file = Files.newOutputStream(whole);
                var out = new JarOutputStream(file, manifest);
                var compiled = Files.walk(classes)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            put(out, "META-INF/extensions.idx", String.join("\n", extensions).getBytes(UTF_8));
            for (Path path :
                    compiled.filter(path -> path.toString().endsWith(".class")).toList()) {
                put(out, classes.relativize(path).toString(), Files.readAllBytes(path));
            }
            for (var entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
        Files.move(whole, jar, StandardCopyOption.REPLACE_EXISTING);
        return jar;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        List<JavaFileObject> units = sources.entrySet().stream()
                .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalArgumentException("the source of a test plugin does not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
