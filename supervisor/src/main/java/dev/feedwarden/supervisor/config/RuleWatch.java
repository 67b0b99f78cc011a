package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleShelf;
import dev.feedwarden.rules.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices that rule files have changed. Asked again and again, once a second; files whose size or time moved are read once
 * both have stood still from one asking to the next, so that no half of a file is read. Blocks; for one thread at a time.
 */
public final class RuleWatch {

    private final List<Path> paths;
    private final RuleShelf shelf;
    private Map<Path, String> seen;
    private Map<Path, String> taken;
    private List<RuleFile> read;

    /**
     * Begins.
     *
     * @param paths files and folders, as the configuration names them
     * @param read what the shelf began with
     */
    public RuleWatch(List<Path> paths, RuleShelf shelf, List<RuleFile> read) {
        this.paths = List.copyOf(paths);
        this.shelf = shelf;
        this.read = List.copyOf(read);
        seen = Map.of();
        taken = Map.of();
    }

    /** What is in force now if that was decided anew; null if nothing has changed or the change has not settled. */
    public @Nullable RuleBook look(Instant now) {
        Map<Path, String> found = stamps();
        boolean still = found.equals(seen);
        seen = found;
        if (!still || found.equals(taken)) {
            return null;
        }
        Problems problems = new Problems();
        List<RuleFile> files = RuleSources.of(paths, problems);
        if (!stamps().equals(found)) {
            return null;
        }
        taken = found;
        if (files.equals(read) && problems.list().isEmpty()) {
            return null;
        }
        read = files;
        return shelf.take(files, problems.list(), now);
    }

    private Map<Path, String> stamps() {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path file : RuleSources.files(paths, new Problems())) {
            try {
                stamps.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            } catch (IOException e) {
                stamps.put(file, e.toString());
            }
        }
        return stamps;
    }
}
