package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.Templates;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.ConfigSource;
import dev.feedwarden.supervisor.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a configuration consists of: its own, rules, templates and certificates, and those with secrets. What lies
 * below the configuration's folder keeps its place, what lies elsewhere is put below {@code outside}.
 */
public final class ConfigFiles implements ConfigSource {

    private static final String OUTSIDE = "outside";

    private final Config config;
    private final Secrets secrets;
    private final Path folder;

    /** @param secrets whether the files that {@code ${file:...}} names and TLS keys are among them */
    public ConfigFiles(Config config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
        Path parent = config.file().toAbsolutePath().normalize().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
    }

    @Override
    public Listing list() throws IOException {
        String text = Files.readString(config.file());
        Set<Path> files = new LinkedHashSet<>();
        files.add(config.file());
        files.addAll(RuleSources.files(config.rules(), new Problems()));
        Path templates = folder.resolve(TemplateReader.FOLDER);
        files.add(templates.resolve(Templates.TEXT));
        files.add(templates.resolve(Templates.HTML));
        Set<Path> secret = new LinkedHashSet<>();
        Values.files(text).forEach(name -> secret.add(folder.resolve(name)));
        WebServer.@Nullable Tls tls = config.http().tls();
        if (tls != null) {
            files.add(tls.certificate());
            secret.add(tls.key());
        }
        List<String> leftOut = new ArrayList<>();
        if (secrets == Secrets.INCLUDED) {
            files.addAll(secret);
        } else {
            secret.stream().filter(Files::exists).map(this::name).forEach(leftOut::add);
        }
        List<NamedFile> named = files.stream()
                .filter(Files::isRegularFile)
                .map(path -> new NamedFile(name(path), path))
                .distinct()
                .toList();
        return new Listing(name(config.file()), named, leftOut);
    }

    private String name(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        Path name = whole.startsWith(folder)
                ? folder.relativize(whole)
                : Path.of(OUTSIDE).resolve(whole.getRoot().relativize(whole));
        return name.toString().replace('\\', '/');
    }
}
