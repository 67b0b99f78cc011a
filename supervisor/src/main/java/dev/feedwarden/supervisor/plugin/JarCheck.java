package dev.feedwarden.supervisor.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Looks through a JAR without running any of it: is it whole, harmless to unpack, and a plugin. */
final class JarCheck {

    static final int MAX_ENTRIES = 20_000;
    static final long MAX_UNPACKED = 500_000_000;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+-]{1,64}");
    private static final String INDEX = "META-INF/extensions.idx";

    /** What would load code that is not in this JAR, and so is not under its checksum, or would run as an agent. */
    private static final List<String> REACHING_OUT =
            List.of("Class-Path", "Boot-Class-Path", "Launcher-Agent-Class", "Premain-Class", "Agent-Class");

    /** Class loaders read further JARs from it. */
    private static final String JAR_INDEX = "META-INF/INDEX.LIST";

    private JarCheck() {}

    static StagedJar look(Path jar, String sha256) throws PluginFailure {
        try (var file = new JarFile(jar.toFile())) {
            readAll(file);
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new PluginFailure("is not a plugin: it has no manifest");
            }
            Attributes main = manifest.getMainAttributes();
            refuseReachingOut(main);
            String requires = main.getValue("Plugin-Requires");
            return new StagedJar(
                    jar,
                    sha256,
                    attribute(main, "Plugin-Id", ID),
                    attribute(main, "Plugin-Version", VERSION),
                    requires == null ? "*" : requires.strip(),
                    index(file));
        } catch (IOException | SecurityException e) {
            throw new PluginFailure("is not a whole JAR: " + Failures.text(e));
        }
    }

    /** Reads every entry and compares its checksum, which the JDK leaves to its caller. */
    private static void readAll(JarFile file) throws IOException, PluginFailure {
        if (file.size() > MAX_ENTRIES) {
            throw new PluginFailure("has " + file.size() + " entries, more than " + MAX_ENTRIES);
        }
        var unpacked = new Unpacked();
        for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
            checkName(entry.getName());
            unpacked.checksum.reset();
            try (InputStream in = file.getInputStream(entry)) {
                in.transferTo(unpacked);
            }
            if (unpacked.checksum.getValue() != entry.getCrc()) {
                throw new IOException("the checksum of entry " + entry.getName() + " does not fit");
            }
        }
    }

    private static void refuseReachingOut(Attributes main) throws PluginFailure {
        for (String name : REACHING_OUT) {
            if (main.containsKey(new Attributes.Name(name))) {
                throw new PluginFailure("reaches beyond its own file: expected no " + name + " in its manifest, found '"
                        + Failures.line(main.getValue(name)) + "'");
            }
        }
    }

    private static void checkName(String name) throws PluginFailure {
        if (name.equalsIgnoreCase(JAR_INDEX)) {
            throw new PluginFailure("reaches beyond its own file: expected no " + JAR_INDEX + ", found one");
        }
        if (name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || List.of(name.split("/", -1)).contains("..")) {
            throw new PluginFailure("has an entry that would be written outside its folder: " + Failures.line(name));
        }
    }

    private static String attribute(Attributes main, String name, Pattern expected) throws PluginFailure {
        @Nullable String value = main.getValue(name);
        if (value == null || !expected.matcher(value).matches()) {
            throw new PluginFailure("is not a plugin: " + name + " in its manifest must be like " + expected
                    + ", found " + (value == null ? "nothing" : "'" + Failures.line(value) + "'"));
        }
        return value;
    }

    /** The index that PF4J's annotation processor writes: one class name a line, comments after {@code #}. */
    private static List<String> index(JarFile file) throws IOException, PluginFailure {
        var names = new ArrayList<String>();
        JarEntry entry = file.getJarEntry(INDEX);
        if (entry != null) {
            try (InputStream in = file.getInputStream(entry)) {
                for (String line : new String(in.readAllBytes(), UTF_8).split("\\R", -1)) {
                    String name = line.replaceFirst("#.*", "").strip();
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
        }
        if (names.isEmpty()) {
            throw new PluginFailure("offers no extension: " + INDEX + " is absent or empty");
        }
        return names;
    }

    /** Swallows what it is given, up to a limit that a forged size in the directory cannot move. */
    private static final class Unpacked extends OutputStream {
        private final CRC32 checksum = new CRC32();
        private long room = MAX_UNPACKED;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw new IOException("it unpacks to more than " + MAX_UNPACKED / 1_000_000 + " MB");
            }
            checksum.update(bytes, offset, length);
        }
    }
}
