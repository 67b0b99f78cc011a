package dev.feedwarden.supervisor.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies JARs to a private folder under a name that is never used again, and looks through the copy. What is hashed and
 * checked is what will be loaded, whatever happens to the original meanwhile.
 */
final class Stage {

    /** The most a plugin's JAR may measure. */
    static final long MAX_BYTES = 50_000_000;

    private static final Logger log = LoggerFactory.getLogger(Stage.class);
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private int copies;

    /** Makes the folder and empties it of what an earlier run has left. */
    Stage(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : left) {
                Files.deleteIfExists(jar);
            }
        }
    }

    /**
     * @throws PluginFailure if it cannot be read, is too large or is not the JAR of a plugin
     */
    StagedJar copy(Path jar) throws PluginFailure {
        Path copy = folder.resolve(++copies + "-" + jar.getFileName());
        try {
            String sha256 = copy(jar, copy);
            return JarCheck.look(copy, sha256);
        } catch (IOException e) {
            discard(copy);
            throw new PluginFailure("cannot be read: " + Failures.text(e));
        } catch (PluginFailure e) {
            discard(copy);
            throw e;
        }
    }

    void discard(StagedJar jar) {
        discard(jar.path());
    }

    private static void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // The folder is emptied at the next start.
            log.warn("plugin=staged-copy-left file={}", copy, e);
        }
    }

    private static String copy(Path from, Path to) throws IOException, PluginFailure {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > MAX_BYTES) {
                    throw new PluginFailure("is larger than " + MAX_BYTES / 1_000_000 + " MB");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256Of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
