package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.journal.JournalOptions;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.web.WebServer;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration file, read; the instances it names are bound to their plugins by {@link EntryBinder}.
 *
 * @param file where it was read from
 * @param http where the page is served
 * @param data the folder for everything that is kept
 * @param rules rule files, and folders of them, besides the shipped ones
 * @param timeScale by which windows, ages, holds and ladder steps are multiplied
 * @param journal how ticks are kept
 * @param mail where mails go
 * @param instances the instances of every section, in the order of the file
 */
public record Config(
        Path file,
        WebServer.Address http,
        Path data,
        List<Path> rules,
        double timeScale,
        JournalOptions journal,
        MailSettings mail,
        List<Instance> instances) {

    public Config {
        rules = List.copyOf(rules);
        instances = List.copyOf(instances);
    }

    /**
     * An entry of one of the instance sections, not yet bound to a plugin.
     *
     * @param type the plugin's word
     * @param body the entry as it stands in the file
     */
    public record Instance(Kind kind, String id, String type, Mapping body) {
        /**
         * Where a setting stands, or the whole entry if the setting is not in the file.
         *
         * @param path of the setting, such as {@code feeds.deribit.top}
         */
        public Place place(String path) {
            return SectionReader.place(body, path);
        }
    }
}
