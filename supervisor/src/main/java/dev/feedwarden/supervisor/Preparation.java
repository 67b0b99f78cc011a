package dev.feedwarden.supervisor;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Retry;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.NoticeSettings;
import dev.feedwarden.supervisor.check.CheckRoom;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.config.EntryBinder;
import dev.feedwarden.supervisor.config.RuleSources;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.feed.FeedRoom;
import dev.feedwarden.supervisor.journal.SinkRoom;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.plugin.Refusal;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration checked against the plugins that are there.
 *
 * @param entries the instances to run
 * @param catalog what rules can name
 * @param reader reads rule files for them
 * @param sources the rule files as they stand on the disk
 * @param unread of rule files that are there and could not be read
 * @param ruleProblems what is wrong with the rules, which keeps a file from being in force and nothing from starting
 * @param problems what is wrong with the configuration; nothing may be started unless this is empty
 */
record Preparation(
        List<Entry> entries,
        Catalog catalog,
        RuleReader reader,
        List<RuleFile> sources,
        List<Problem> unread,
        List<Problem> ruleProblems,
        List<Problem> problems) {

    private static final Setting FLOWING_WITHIN = Setting.optional(
            "flowing_within",
            Setting.Type.DURATION,
            "10s",
            "How old the last tick may be for the data to count as flowing");
    private static final String FEEDS = "feeds";
    private static final Duration CHECKING = Duration.ofSeconds(30);
    private static final Entry USUAL_SINK =
            new Entry(Kind.SINK, "files", "files", Settings.of("sinks.files", Map.of()));
    private static final Entry USUAL_CHECK =
            new Entry(Kind.CHECK, "files-check", "files", Settings.of("checks.files-check", Map.of()));
    private static final Map<Kind, List<Setting>> COMMON = Map.of(
            Kind.FEED,
            Stream.concat(Stream.of(FLOWING_WITHIN), FeedRoom.COMMON.stream()).toList(),
            Kind.CHECK,
            CheckRoom.SETTINGS,
            Kind.SINK,
            SinkRoom.COMMON,
            Kind.NOTIFIER,
            NoticeSettings.COMMON);

    /** Checks a configuration. Blocks while the plugins look at their entries. */
    static Preparation of(Config config, Surroundings surroundings, Plugins plugins, Problems problems)
            throws TimeoutException {
        List<Offer> offers = plugins.offers();
        List<Entry> entries =
                new ArrayList<>(new EntryBinder(declared(offers), COMMON).bind(config, surroundings, problems));
        checkFeeds(config, entries, problems);
        checkNotifiers(config, entries, problems);
        checkSettings(config, entries, plugins.host(), problems);
        if (config.instances().stream().noneMatch(instance -> instance.kind() == Kind.SINK)) {
            entries.add(USUAL_SINK);
            if (config.instances().stream().noneMatch(instance -> instance.id().equals(USUAL_CHECK.id()))) {
                entries.add(USUAL_CHECK);
            }
        }
        Catalog catalog = RuleCatalog.of(config, offers);
        RuleReader reader = new RuleReader(catalog, config.timeScale());
        Problems unread = new Problems();
        List<RuleFile> sources = RuleSources.of(config.rules(), unread);
        return new Preparation(
                entries,
                catalog,
                reader,
                sources,
                unread.list(),
                reader.read(sources).problems(),
                List.copyOf(problems.list()));
    }

    /** All that is wrong with configuration and rules. */
    List<Problem> everyProblem() {
        return Stream.of(problems, unread, ruleProblems).flatMap(List::stream).toList();
    }

    private static void checkFeeds(Config config, List<Entry> entries, Problems problems) {
        List<String> feeds = config.instances().stream()
                .filter(instance -> instance.kind() == Kind.FEED)
                .map(Instance::id)
                .toList();
        for (Entry entry : entries) {
            if (entry.kind() == Kind.FEED) {
                checkRetry(config, entry, problems);
            }
            if (entry.kind() == Kind.SINK && entry.settings().has(FEEDS)) {
                entry.settings().texts(FEEDS).stream()
                        .filter(feed -> !feeds.contains(feed))
                        .forEach(feed -> problems.add(
                                place(config, entry, FEEDS),
                                entry.settings().path() + "." + FEEDS
                                        + ": expected feeds of this configuration, found '" + feed + "'"
                                        + Suggestion.among(feeds, feed)));
            }
        }
    }

    private static void checkNotifiers(Config config, List<Entry> entries, Problems problems) {
        List<Entry> notifiers =
                entries.stream().filter(entry -> entry.kind() == Kind.NOTIFIER).toList();
        for (Entry entry : notifiers) {
            try {
                NoticeSettings.of(entry).check(entry.settings(), config.mail(), config.routes());
            } catch (SettingException e) {
                problems.add(place(config, entry, e.path()), String.valueOf(e.getMessage()));
            }
        }
        if (notifiers.size() > NoticeSettings.NOTIFIERS) {
            Entry one = notifiers.get(NoticeSettings.NOTIFIERS);
            problems.add(
                    place(config, one, one.settings().path()),
                    "expected at most " + NoticeSettings.NOTIFIERS + " notifiers, found " + notifiers.size());
        }
    }

    private static void checkRetry(Config config, Entry entry, Problems problems) {
        try {
            FeedRoom.retry(entry.settings(), Retry.USUAL);
        } catch (SettingException e) {
            problems.add(place(config, entry, e.path()), String.valueOf(e.getMessage()));
        }
    }

    private static void checkSettings(Config config, List<Entry> entries, PluginHost host, Problems problems)
            throws TimeoutException {
        List<Entry> own = entries.stream()
                .map(entry -> new Entry(
                        entry.kind(),
                        entry.id(),
                        entry.type(),
                        entry.settings().without(COMMON.getOrDefault(entry.kind(), List.of()))))
                .toList();
        for (Refusal refusal : host.check(own).await(CHECKING.toMillis(), TimeUnit.MILLISECONDS)) {
            problems.add(place(config, refusal.entry(), String.valueOf(refusal.path())), refusal.reason());
        }
    }

    private static Place place(Config config, Entry entry, String path) {
        return config.instances().stream()
                .filter(instance ->
                        instance.kind() == entry.kind() && instance.id().equals(entry.id()))
                .map(instance -> config.place(instance, path))
                .findFirst()
                .orElseThrow();
    }

    /** When and how often each notifier is used. */
    List<NoticeSettings> notifiers() {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.NOTIFIER)
                .map(NoticeSettings::of)
                .toList();
    }

    /** Who is told of what no route means: everybody whom mails reach, and every notifier that does not only stand in. */
    List<String> everybody(MailSettings mail) {
        return Stream.concat(
                        mail.to().stream(),
                        notifiers().stream()
                                .filter(notifier -> !notifier.standsIn(mail))
                                .map(NoticeSettings::id))
                .toList();
    }

    /** How old a feed's last tick may be for its data to count as flowing. */
    static Duration flowLimit(Entry entry) {
        return entry.settings().withDefaults(List.of(FLOWING_WITHIN)).duration(FLOWING_WITHIN.name());
    }

    private static Map<Kind, Map<String, Offer>> declared(List<Offer> offers) {
        return offers.stream()
                .collect(Collectors.groupingBy(
                        Offer::kind, Collectors.toMap(Offer::type, offer -> offer, (first, second) -> first)));
    }

    /** The type of its plugin by the id of each instance that a configuration leads to, and of the program itself. */
    static Map<String, String> subjects(Config config) {
        Map<String, String> subjects = new HashMap<>(Map.of(CoreMetrics.SELF, CoreMetrics.SELF));
        config.instances().forEach(instance -> subjects.put(instance.id(), instance.type()));
        if (config.instances().stream().noneMatch(instance -> instance.kind() == Kind.SINK)) {
            List.of(USUAL_SINK, USUAL_CHECK).forEach(usual -> subjects.putIfAbsent(usual.id(), usual.type()));
        }
        return subjects;
    }
}
