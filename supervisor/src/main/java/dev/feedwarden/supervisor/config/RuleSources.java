package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the rule files: the shipped ones, and those that the configuration names. */
public final class RuleSources {

    private static final List<String> SHIPPED =
            List.of("deribit.yaml", "bybit.yaml", "ib.yaml", "infrastructure.yaml", "self.yaml");

    private RuleSources() {}

    /**
     * Reads all of them. A file takes the place of the shipped one of its name.
     *
     * @param paths files, and folders whose {@code .yaml} files are taken in the order of their names
     */
    public static List<RuleFile> of(List<Path> paths, Problems problems) {
        List<RuleFile> own = alone(paths, problems);
        Set<String> names = own.stream()
                .map(file -> String.valueOf(Path.of(file.name()).getFileName()))
                .collect(Collectors.toSet());
        List<RuleFile> files = new ArrayList<>();
        SHIPPED.stream().filter(name -> !names.contains(name)).forEach(name -> files.add(shipped(name)));
        files.addAll(own);
        return files;
    }

    /** The shipped ones alone. */
    public static List<RuleFile> shipped() {
        return SHIPPED.stream().map(RuleSources::shipped).toList();
    }

    /** Reads these and no others. */
    public static List<RuleFile> alone(List<Path> paths, Problems problems) {
        List<RuleFile> files = new ArrayList<>();
        for (Path file : files(paths, problems)) {
            try {
                files.add(new RuleFile(file.toString(), Files.readString(file)));
            } catch (IOException e) {
                problems.add(Surroundings.start(file), "expected a UTF-8 file that can be read, found " + e);
            }
        }
        return files;
    }

    /** The files that are meant, those of folders too. */
    static List<Path> files(List<Path> paths, Problems problems) {
        return paths.stream().flatMap(path -> expand(path, problems).stream()).toList();
    }

    private static List<Path> expand(Path path, Problems problems) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> child.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(Surroundings.start(path), "expected a folder that can be read, found " + e);
            return List.of();
        }
    }

    private static RuleFile shipped(String name) {
        try (InputStream in = RuleSources.class.getResourceAsStream("/rules/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: /rules/" + name + " is missing");
            }
            return new RuleFile("rules/" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading /rules/" + name, e);
        }
    }
}
