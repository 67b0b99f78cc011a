package dev.feedwarden.plugin.ib;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Frames of real gateways and clients. They are no part of the product: they lie in {@code shared/recordings}, in the folder
 * that the system property {@code feedwarden.shared} names or beside a folder above this module. A test without them is
 * skipped.
 */
final class Recordings {

    private Recordings() {}

    static List<JsonObject> lines(String file) {
        Path shared = shared();
        Assumptions.assumeTrue(shared != null, "SKIPPED: no folder shared/recordings beside or above this module");
        try {
            return Files.readString(shared.resolve("recordings/ib").resolve(file))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(JsonObject::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path shared() {
        String named = System.getProperty("feedwarden.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/recordings/ib"))) {
                return folder.resolve("shared");
            }
        }
        return null;
    }
}
