package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads rule files. All files are read together: a rule may use a ladder, a calendar or a cause of another file, and no name may occur twice.
 * Nothing is thrown for what a person wrote; all problems of all files are told at once.
 */
public final class RuleReader {

    private static final Set<String> FEED_ACTIONS =
            Set.of("warn", "escalate", "reconnect", "restart-streams", "reset-connection", "pause", "resume");

    private final Catalog catalog;
    private final BigDecimal timeScale;

    /**
     * @param timeScale multiplies the {@code time_scale} of every file; above 0, at most 1
     */
    public RuleReader(Catalog catalog, double timeScale) {
        if (!(timeScale > 0 && timeScale <= 1)) {
            throw new IllegalArgumentException("time scale must be above 0 and at most 1, found " + timeScale);
        }
        this.catalog = catalog;
        this.timeScale = BigDecimal.valueOf(timeScale);
    }

    /** Reads these files and nothing else. */
    public RuleFiles read(List<RuleFile> files) {
        Problems problems = new Problems();
        List<Opened> opened = new ArrayList<>();
        for (RuleFile file : files) {
            Opened open = Opened.open(file, timeScale, problems);
            if (open != null) {
                opened.add(open);
            }
        }
        Named<Calendar> calendars = calendars(opened, problems);
        Set<String> ladderNames = new HashSet<>();
        Map<String, Ladder> ladders = ladders(opened, ladderNames, calendars, budgets(opened, problems), problems);
        List<Rule> rules = rules(opened, ladderNames, calendars, problems);
        // A rule whose ladder is wrong would not recover anything.
        rules.removeIf(rule -> rule.recover() != null && !ladders.containsKey(rule.recover()));
        List<Rule> dormant = rules.stream().filter(this::dormant).toList();
        return new RuleFiles(new RuleSet(rules, ladders, calendars.known()), dormant, inOrder(problems, files));
    }

    private Map<String, Ladder> ladders(
            List<Opened> files,
            Set<String> names,
            Named<Calendar> calendars,
            Named<Ladder.Budget> budgets,
            Problems problems) {
        Set<String> actions = new HashSet<>(FEED_ACTIONS);
        actions.addAll(catalog.actions());
        Map<String, Ladder> ladders = new LinkedHashMap<>();
        Map<String, Place> first = new HashMap<>();
        ParametersReader parameters = new ParametersReader(catalog.parameters(), problems);
        for (Opened file : files) {
            LadderReader reader =
                    new LadderReader(actions, calendars, budgets, file.spans(problems), parameters, problems);
            for (Mapping.Entry entry : file.ladders()) {
                Ladder ladder = reader.read(entry);
                if (isNew("ladder", entry, first, problems) && ladder != null) {
                    ladders.put(ladder.id(), ladder);
                }
            }
        }
        names.addAll(first.keySet());
        return ladders;
    }

    private static Named<Ladder.Budget> budgets(List<Opened> files, Problems problems) {
        Map<String, Ladder.Budget> budgets = new LinkedHashMap<>();
        Map<String, Place> first = new HashMap<>();
        for (Opened file : files) {
            LimitsReader reader = new LimitsReader(file.spans(problems), problems);
            for (Mapping.Entry entry : file.budgets()) {
                Ladder.Budget budget = reader.budget(entry);
                if (isNew("budget", entry, first, problems) && budget != null) {
                    budgets.put(budget.id(), budget);
                }
            }
        }
        return new Named<>("budget", budgets, first.keySet());
    }

    private static Named<Calendar> calendars(List<Opened> files, Problems problems) {
        Map<String, Calendar> calendars = new LinkedHashMap<>();
        Map<String, Place> first = new HashMap<>();
        CalendarReader reader = new CalendarReader(problems);
        for (Opened file : files) {
            for (Mapping.Entry entry : file.calendars()) {
                Calendar calendar = reader.read(entry);
                if (isNew("calendar", entry, first, problems) && calendar != null) {
                    calendars.put(calendar.id(), calendar);
                }
            }
        }
        return new Named<>("calendar", calendars, first.keySet());
    }

    private List<Rule> rules(List<Opened> files, Set<String> ladders, Named<Calendar> calendars, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Place> first = new HashMap<>();
        Set<String> plugins = catalog.plugins();
        NeedsReader needs = new NeedsReader(problems);
        for (Opened file : files) {
            ThresholdsReader thresholds =
                    new ThresholdsReader(new ConditionReader(file.timeScale(), problems), problems);
            RuleEntryReader reader = new RuleEntryReader(
                    catalog.metrics(), plugins, ladders, calendars, needs, file.spans(problems), thresholds, problems);
            for (Mapping.Entry entry : file.rules()) {
                Rule rule = reader.read(entry);
                if (isNew("rule", entry, first, problems) && rule != null) {
                    rules.add(rule);
                }
            }
        }
        Set<String> wrong = needs.check(first.keySet());
        rules.removeIf(rule -> wrong.contains(rule.id()));
        return rules;
    }

    private static boolean isNew(String what, Mapping.Entry entry, Map<String, Place> first, Problems problems) {
        Place before = first.putIfAbsent(entry.key().text(), entry.key().place());
        if (before != null) {
            problems.add(entry.key().place(), what + " " + entry.key().found() + " is defined already at " + before);
        }
        return before == null;
    }

    private boolean dormant(Rule rule) {
        return catalog.subjects().entrySet().stream().noneMatch(subject -> {
            boolean itself = rule.concerns(subject.getKey(), subject.getValue());
            return itself || rule.concerns(subject.getKey() + "/stream", subject.getValue());
        });
    }

    private static List<Problem> inOrder(Problems problems, List<RuleFile> files) {
        List<String> names = files.stream().map(RuleFile::name).toList();
        return problems.list().stream()
                .sorted(Comparator.comparingInt((Problem each) -> names.indexOf(each.file()))
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }
}
