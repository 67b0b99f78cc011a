package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Yaml;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Route;
import dev.feedwarden.supervisor.backup.BackupSettings;
import dev.feedwarden.supervisor.config.Config.Connection;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.history.Retention;
import dev.feedwarden.supervisor.journal.JournalOptions;
import dev.feedwarden.supervisor.log.LogOptions;
import dev.feedwarden.supervisor.metrics.OtlpOptions;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.web.WebServer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code feedwarden.yaml}. Everything that is wrong is noted with its place; nothing is started. */
public final class ConfigReader {

    /** An entry that says so is there only where the environment variable that it names is set. */
    private static final String ONLY_WITH = "only_with";

    private static final String SUPERVISED = "FEEDWARDEN_SUPERVISED";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private static final List<Setting> LOG = List.of(
            Setting.optional(
                    "format",
                    Setting.Type.TEXT,
                    LogOptions.USUAL.format().word(),
                    "text or json; FEEDWARDEN_LOG_FORMAT goes before it"),
            Setting.optional(
                    "level",
                    Setting.Type.TEXT,
                    LogOptions.USUAL.level().word(),
                    "debug, info, warn or error; FEEDWARDEN_LOG goes before it"));
    private static final List<Setting> JOURNAL = List.of(
            Setting.optional("sync", Setting.Type.DURATION, null, "How long a tick may wait for the disk; 100ms"),
            Setting.optional("strict", Setting.Type.FLAG, false, "Whether a tick waits 10ms at most instead"),
            Setting.optional("max_size", Setting.Type.SIZE, "8GB", "The journal takes nothing more above this"),
            Setting.optional("reserve", Setting.Type.SIZE, "256MB", "What is left free on the disk"));

    private final Path file;
    private final Overrides overrides;
    private final Problems problems;
    private final Values values;
    private final SectionReader sections;

    private ConfigReader(Overrides overrides, Values values, Problems problems) {
        this.file = overrides.config();
        this.overrides = overrides;
        this.problems = problems;
        this.values = values;
        this.sections = new SectionReader(values, problems);
    }

    /**
     * Reads the file that the command line names; what the command line says besides goes before what the file says.
     *
     * @param problems takes what is wrong
     * @return null where the file cannot be read at all
     */
    public static @Nullable Config read(Overrides overrides, Surroundings surroundings, Problems problems) {
        Path file = overrides.config();
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.add(Surroundings.start(file), "expected UTF-8 text, found other bytes");
            return null;
        } catch (IOException e) {
            problems.add(Surroundings.start(file), "expected a file that can be read, found " + e);
            return null;
        }
        Node root = Yaml.parse(file.toString(), text, problems);
        if (root == null) {
            return null;
        }
        if (!(root instanceof Mapping mapping)) {
            problems.expected("a mapping of sections", root);
            return null;
        }
        return new ConfigReader(overrides, surroundings.values(file, problems), problems).sections(mapping);
    }

    private Config sections(Mapping root) {
        Fields fields = new Fields(root, problems);
        Path folder = folder();
        List<Account> users = new UserReader(sections, problems).read(fields.mapping("users"));
        WebServer.Address http =
                new HttpReader(sections, problems, folder).read(fields.mapping("http"), overrides.port(), users);
        Scalar data = fields.text("data");
        List<Path> rules = rules(fields.sequence("rules"));
        Scalar scale = fields.number("time_scale");
        Path folderOfData = overrides.data() == null
                ? folder.resolve(data == null ? "var" : sections.text(data, "var"))
                : overrides.data();
        JournalOptions journal = journal(fields.mapping("journal"), folderOfData.resolve("journal"));
        LogOptions log = log(fields.mapping("log"));
        OtlpOptions otlp = new MetricsReader(sections, problems).read(fields.mapping("metrics"));
        Retention history = new HistoryReader(sections).read(fields.mapping("history"));
        MailSettings mail = new MailReader(sections, problems).read(fields.mapping("mail"), Surroundings.start(file));
        BackupSettings backup =
                new BackupSectionReader(sections, problems, folder).read(fields.mapping("backup"), folderOfData);
        Map<String, Mapping.Entry> ids = new HashMap<>();
        Map<String, Connection> connections = connections(fields.mapping("connections"), ids);
        List<Instance> instances = instances(fields, ids);
        List<Route> routes = new RouteReader(sections, problems, declared(fields), running(instances))
                .read(fields.sequence("routes"));
        fields.end();
        return new Config(
                file,
                http,
                users,
                folderOfData,
                rules,
                scale(scale),
                journal,
                log,
                otlp,
                history,
                mail,
                new TemplateReader(folder, problems).read(),
                routes,
                backup,
                connections,
                instances,
                supervised());
    }

    /** What who starts the program says: a configuration cannot know it. */
    private boolean supervised() {
        String said = values.environment(SUPERVISED);
        if (said != null && !said.equals("true") && !said.equals("false")) {
            problems.add(
                    Surroundings.start(file),
                    "environment variable " + SUPERVISED + ": expected true or false, found '" + said + "'");
        }
        return "true".equals(said);
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private LogOptions log(@Nullable Mapping body) {
        if (body == null) {
            return LogOptions.USUAL;
        }
        var settings = sections.read("log", body, LOG);
        return new LogOptions(
                word(body, settings, "format", LogOptions.USUAL.format(), LogOptions.Format.values()),
                word(body, settings, "level", LogOptions.USUAL.level(), LogOptions.Level.values()));
    }

    /** The one of several whose name is meant; the usual one where it is none, which is noted. */
    private <E extends Enum<E>> E word(Mapping body, Settings settings, String name, E usual, E[] all) {
        String said = settings.text(name);
        for (E each : all) {
            if (each.name().toLowerCase(Locale.ROOT).equals(said)) {
                return each;
            }
        }
        sections.problem(
                body,
                settings.unusable(
                        name,
                        Arrays.stream(all)
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
        return usual;
    }

    private JournalOptions journal(@Nullable Mapping body, Path folder) {
        JournalOptions usual = JournalOptions.in(folder);
        if (body == null) {
            return usual;
        }
        var settings = sections.read("journal", body, JOURNAL);
        boolean strict = settings.flag("strict");
        Duration usualSync = strict ? JournalOptions.STRICT_SYNC : usual.sync();
        Duration sync = settings.has("sync") ? settings.duration("sync") : usualSync;
        long most = settings.size("max_size");
        if (sync.toMillis() < 1 || sync.toMillis() > 10_000) {
            sections.problem(body, settings.unusable("sync", "1ms to 10s"));
        } else if (strict && sync.compareTo(JournalOptions.STRICT_SYNC) > 0) {
            sections.problem(body, settings.unusable("sync", "at most 10ms beside strict: true"));
        } else if (most < usual.segmentBytes()) {
            sections.problem(body, settings.unusable("max_size", "at least 16.8MB"));
        } else {
            return new JournalOptions(
                    folder, sync, usual.segmentBytes(), most, settings.size("reserve"), usual.queue());
        }
        return usual;
    }

    private List<Path> rules(@Nullable Sequence list) {
        List<Path> paths = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            if (item instanceof Scalar name && name.type() == Scalar.Type.TEXT) {
                Path path = folder().resolve(sections.text(name, ""));
                if (Files.exists(path)) {
                    paths.add(path);
                } else {
                    problems.add(name.place(), "expected a rule file or a folder of them, found nothing at " + path);
                }
            } else {
                problems.expected("the path of a rule file or folder", item);
            }
        }
        return paths;
    }

    private double scale(@Nullable Scalar scale) {
        if (scale == null) {
            return 1;
        }
        double factor = scale.number();
        if (factor > 0 && factor <= 1) {
            return factor;
        }
        problems.expected("a number above 0 and at most 1 for 'time_scale'", scale);
        return 1;
    }

    private Map<String, Connection> connections(@Nullable Mapping section, Map<String, Mapping.Entry> ids) {
        Map<String, Connection> connections = new LinkedHashMap<>();
        entries("connections", section, ids, (id, type, body) -> connections.put(id, new Connection(id, type, body)));
        return connections;
    }

    private List<Instance> instances(Fields fields, Map<String, Mapping.Entry> ids) {
        List<Instance> instances = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            entries(
                    kind.section(),
                    fields.mapping(kind.section()),
                    ids,
                    (id, type, body) -> instances.add(new Instance(kind, id, type, body)));
        }
        return instances;
    }

    /** The ids of all notifiers, also of those that do not run for want of an environment variable. */
    private static Set<String> declared(Fields fields) {
        Mapping section = fields.mapping(Kind.NOTIFIER.section());
        return section == null ? Set.of() : section.entries().keySet();
    }

    private static Set<String> running(List<Instance> instances) {
        return instances.stream()
                .filter(instance -> instance.kind() == Kind.NOTIFIER)
                .map(Instance::id)
                .collect(Collectors.toSet());
    }

    /** Reads a section whose entries have an id, unique in the whole file, and name a plugin. */
    private void entries(String name, @Nullable Mapping section, Map<String, Mapping.Entry> ids, Taker taker) {
        if (section == null) {
            return;
        }
        for (Mapping.Entry entry : section.entries().values()) {
            Mapping.Entry first = ids.putIfAbsent(entry.key().text(), entry);
            if (first != null) {
                problems.add(
                        entry.key().place(),
                        "id '" + entry.key().text() + "' is taken; first in line "
                                + first.key().place().line());
            } else {
                entry(name, entry, taker);
            }
        }
    }

    private void entry(String section, Mapping.Entry entry, Taker taker) {
        String id = entry.key().text();
        if (!ID.matcher(id).matches() || id.equals("self")) {
            problems.add(
                    entry.key().place(),
                    "expected an id of lower-case letters, digits, - and _ other than 'self', found '" + id + "'");
        } else if (!(entry.value() instanceof Mapping body)) {
            problems.expected("a mapping for '" + id + "'", entry.value());
        } else if (body.entries().get("plugin") == null) {
            problems.add(body.place(), section + "." + id + ": missing key 'plugin'");
        } else if (body.entries().get("plugin").value() instanceof Scalar type) {
            @Nullable Mapping wanted = wanted(body);
            if (wanted != null) {
                taker.take(id, type.text(), wanted);
            }
        } else {
            problems.expected(
                    "the name of a plugin", body.entries().get("plugin").value());
        }
    }

    /** The entry without its condition; null where it says {@code only_with} and that environment variable is not set. */
    private @Nullable Mapping wanted(Mapping body) {
        Mapping.Entry condition = body.entries().get(ONLY_WITH);
        if (condition == null) {
            return body;
        }
        if (!(condition.value() instanceof Scalar name)) {
            problems.expected("the name of an environment variable", condition.value());
            return null;
        }
        Map<String, Mapping.Entry> rest = new LinkedHashMap<>(body.entries());
        rest.remove(ONLY_WITH);
        @Nullable String found = values.environment(name.text());
        return found == null || found.isEmpty() ? null : new Mapping(body.place(), rest);
    }

    private interface Taker {
        void take(String id, String type, Mapping body);
    }
}
