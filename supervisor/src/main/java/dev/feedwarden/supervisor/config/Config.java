package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Route;
import dev.feedwarden.supervisor.alert.Templates;
import dev.feedwarden.supervisor.backup.BackupSettings;
import dev.feedwarden.supervisor.history.Retention;
import dev.feedwarden.supervisor.journal.JournalOptions;
import dev.feedwarden.supervisor.log.LogOptions;
import dev.feedwarden.supervisor.metrics.OtlpOptions;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.web.WebServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file, read; the instances it names are bound to their plugins by {@link EntryBinder}.
 *
 * @param file where it was read from
 * @param http where the page is served
 * @param users who may act
 * @param data the folder for everything that is kept
 * @param rules rule files, and folders of them, besides the shipped ones
 * @param timeScale by which windows, ages, holds and ladder steps are multiplied
 * @param journal how ticks are kept
 * @param log how the program logs
 * @param otlp where the meters are sent besides; null for nowhere
 * @param history how much of what happened is kept, and for how long
 * @param mail where mails go
 * @param templates how mails are written
 * @param routes who is told of what; everybody of everything where there are none
 * @param backup how backups are made
 * @param connections how outside systems are reached, by name
 * @param instances the instances of every section, in the order of the file
 * @param supervised whether somebody starts the program again when it ends
 */
public record Config(
        Path file,
        WebServer.Address http,
        List<Account> users,
        Path data,
        List<Path> rules,
        double timeScale,
        JournalOptions journal,
        LogOptions log,
        @Nullable OtlpOptions otlp,
        Retention history,
        MailSettings mail,
        Templates templates,
        List<Route> routes,
        BackupSettings backup,
        Map<String, Connection> connections,
        List<Instance> instances,
        boolean supervised) {

    public Config {
        users = List.copyOf(users);
        rules = List.copyOf(rules);
        routes = List.copyOf(routes);
        connections = Map.copyOf(connections);
        instances = List.copyOf(instances);
    }

    /** Whether passwords, tokens and session cookies cross a network in clear. */
    public boolean hasSecretsInClear() {
        return !users.isEmpty() && http.isInClear();
    }

    /**
     * An entry of the section {@code connections}.
     *
     * @param type the plugin's word
     * @param body the entry as it stands in the file
     */
    public record Connection(String id, String type, Mapping body) {}

    /**
     * An entry of one of the instance sections, not yet bound to a plugin.
     *
     * @param type the plugin's word
     * @param body the entry as it stands in the file
     */
    public record Instance(Kind kind, String id, String type, Mapping body) {
        /** For messages, such as {@code feeds.deribit}. */
        String path() {
            return kind.section() + "." + id;
        }
    }

    /** The connection that an instance names; null for none. */
    public @Nullable String connectionOf(String instance) {
        return instances.stream()
                .filter(each -> each.id().equals(instance))
                .map(each -> each.body().entries().get(Connections.KEY))
                .map(named -> named != null && named.value() instanceof Scalar id ? id.text() : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Where a setting of an instance stands: with the instance, or with the connection that it names; the whole instance
     * if the setting is not in the file.
     *
     * @param path of the setting, such as {@code feeds.deribit.top}
     */
    public Place place(Instance instance, String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        Mapping.Entry named = instance.body().entries().get(Connections.KEY);
        Connection connection = named != null && named.value() instanceof Scalar id ? connections.get(id.text()) : null;
        if (connection == null
                || instance.body().entries().containsKey(name)
                || !connection.body().entries().containsKey(name)) {
            return SectionReader.place(instance.body(), path);
        }
        return SectionReader.place(connection.body(), path);
    }
}
