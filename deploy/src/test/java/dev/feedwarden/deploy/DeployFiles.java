package dev.feedwarden.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files that deploy Feedwarden, read as plain maps and lists. The tests run in their folder. */
final class DeployFiles {

    private static final String MERGE = "<<";

    private DeployFiles() {}

    static Path path(String name) {
        return Path.of("").toAbsolutePath().resolve(name);
    }

    static String text(String name) throws IOException {
        return Files.readString(path(name));
    }

    /** The document of a YAML file, or of a JSON file, which is YAML. */
    static Map<String, Object> yaml(String name) throws IOException {
        return documents(name).get(0);
    }

    /** Every document of a YAML file. */
    static List<Map<String, Object>> documents(String name) throws IOException {
        Load load = new Load(LoadSettings.builder().setLabel(name).build());
        return StreamSupport.stream(load.loadAllFromString(text(name)).spliterator(), false)
                .map(DeployFiles::map)
                .toList();
    }

    /** A mapping, what it is merged with filled in. */
    @SuppressWarnings("unchecked") // whatever YAML has, its keys are texts here
    static Map<String, Object> map(Object node) {
        Map<String, Object> own = (Map<String, Object>) node;
        if (!own.containsKey(MERGE)) {
            return own;
        }
        Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) own.get(MERGE));
        merged.putAll(own);
        merged.remove(MERGE);
        return merged;
    }

    static Map<String, Object> map(Map<String, Object> parent, String... names) {
        Map<String, Object> child = parent;
        for (String name : names) {
            child = map(child.getOrDefault(name, Map.of()));
        }
        return child;
    }

    @SuppressWarnings("unchecked") // see map
    static <T> List<T> list(Map<String, Object> parent, String name) {
        return (List<T>) parent.getOrDefault(name, List.of());
    }
}
