package dev.feedwarden.rules.read;

import dev.feedwarden.rules.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that somebody made to hurt: deep, long, with many of what costs the reader most. */
final class HostileCorpus {

    private static final int LONGEST = Yaml.LONGEST;

    private HostileCorpus() {}

    /** Each text under what it is. All are refused. */
    static Map<String, String> all() {
        Map<String, String> corpus = new LinkedHashMap<>();
        corpus.put("empty", "");
        corpus.put("a byte order mark", "\ufeff");
        corpus.put("aliases that grow", bomb());
        corpus.put("an alias of itself", "a: &a [*a]\n");
        corpus.put("deep lists", "[".repeat(60_000));
        corpus.put("deep mappings", "{a: ".repeat(15_000));
        corpus.put("deep blocks", blocks());
        corpus.put("too long", "#".repeat(LONGEST + 1));
        corpus.put("a long line", "a: " + "x".repeat(LONGEST - 3));
        corpus.put("a long key", "x".repeat(LONGEST - 3) + ": a");
        corpus.put("many keys", many("k%d: 1\n", LONGEST));
        corpus.put("the same key", many("k: 1\n", LONGEST));
        corpus.put("many rules that are wrong", "version: 1\nrules:\n" + many("  r%d: {}\n", LONGEST - 40));
        corpus.put(
                "many ladders", "version: 1\nladders:\n" + many("  l%d: {steps: [{after: x, do: y}]}\n", LONGEST - 60));
        corpus.put(
                "many causes in a row",
                "version: 1\nrules:\n"
                        + many(
                                "  r%1$d: {metric: feed.ticks, of: a, measure: age, red: '> 1s', needs: [r%2$d]}\n",
                                LONGEST - 120));
        corpus.put("a huge number", "version: " + "9".repeat(60_000));
        corpus.put("a huge hexadecimal number", "version: 0x" + "f".repeat(60_000));
        corpus.put("huge exponents", "version: 1e999999999\ntime_scale: 1e-999999999\n");
        corpus.put("a huge threshold", rule("last", "> " + "9".repeat(60_000)));
        corpus.put("a threshold of many sides", rule("last", "> 1" + " or > 1".repeat(7_000)));
        corpus.put("a threshold of blanks", rule("last", ">" + " ".repeat(60_000) + "x"));
        corpus.put("a measure of blanks", rule("count" + " ".repeat(60_000) + "over", "> 1"));
        corpus.put("a measure of many words", rule("count over 1h ".repeat(4_000), "> 1"));
        corpus.put("control characters", "version: \u0001\u0002\u0000");
        corpus.put("half a surrogate", "version: \ud83d");
        corpus.put("tags", "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost']]");
        corpus.put("many documents", "---\na: 1\n".repeat(7_000));
        corpus.put("many quotes", "\"".repeat(60_001));
        corpus.put("escapes", "a: \"" + "\\u0041".repeat(10_000));
        corpus.put("many question marks", "? ".repeat(30_000));
        corpus.put("many dashes", "- ".repeat(30_000));
        corpus.put("many merge keys", "<<: {}\n".repeat(8_000));
        corpus.put("keys of one hash", ofOneHash());
        corpus.put("many anchors", many("k%d: &a%1$d x\n", LONGEST));
        corpus.put("many tags", many("k%d: !t%1$d x\n", LONGEST));
        corpus.put("many unknown causes", causes(LONGEST / 2, ""));
        corpus.put("many unknown causes of long names", causes(LONGEST / 2, "x".repeat(50)));
        corpus.put("a circle of rules told again and again", circle());
        corpus.put("many unknown ladders", ladders());
        corpus.put("many unknown metrics", rules("metric: feed.tcks%d, of: a, measure: age, red: '> 1s'"));
        corpus.put("many unknown measures", rules("metric: feed.lag, of: a, measure: maen%d, red: '> 1s'"));
        corpus.put(
                "many wrong thresholds", rules("metric: feed.lag, of: a, measure: last, red: '> 1 or > 2 or > x%d'"));
        corpus.put("many thresholds that are never met", rules("metric: feed.lag, of: a, measure: age, red: '< -%ds'"));
        corpus.put("many unknown zones", calendars("{zone: Europe/Zurihc%d, open: [Mon-Fri 09:30-16:15]}"));
        corpus.put("many windows", calendars("{zone: UTC, open: [" + "Mon-Sun 09:30-16:15, ".repeat(20) + "x]}"));
        corpus.put(
                "many dates",
                calendars("{zone: UTC, open: [Mon 09:30-16:15], closed: [" + "2026-13-01, ".repeat(50) + "]}"));
        corpus.put(
                "many steps",
                "version: 1\nladders:\n  l:\n    steps:\n" + many("      - {after: 1s, do: wran%d}\n", LONGEST - 50));
        return corpus;
    }

    private static String rule(String measure, String red) {
        return "version: 1\nrules:\n  r: {metric: feed.ticks, of: a, measure: \"" + measure + "\", red: \"" + red
                + "\"}\n";
    }

    private static String rules(String rule) {
        return "version: 1\nrules:\n" + many("  r%1$d: {" + rule.replace("%d", "%1$d") + "}\n", LONGEST - 30);
    }

    private static String calendars(String calendar) {
        return "version: 1\ncalendars:\n" + many("  c%1$d: " + calendar.replace("%d", "%1$d") + "\n", LONGEST - 30);
    }

    /** Half a file of rules, and one that needs names near theirs for the other half. */
    private static String causes(int half, String name) {
        return "version: 1\nrules:\n" + many("  " + name + "%d: {}\n", half - 100) + "  r: {needs: ["
                + many(name + "x%d, ", half - 100) + "]}\n";
    }

    private static String circle() {
        String row = many("  r%d: {needs: [r%d]}\n", LONGEST / 2);
        int last = row.split("\n").length;
        return "version: 1\nrules:\n" + row + "  r" + last + ": {needs: [" + "r0, ".repeat(LONGEST / 10) + "]}\n";
    }

    private static String ladders() {
        return "version: 1\nladders:\n" + many("  l%d: {}\n", LONGEST / 2) + "rules:\n"
                + many("  r%d: {recover: lx%1$d}\n", LONGEST / 2 - 60);
    }

    /** {@code Aa} and {@code BB} have one hash, and so has every row of them. */
    private static String ofOneHash() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_600; i++) {
            for (int bit = 0; bit < 12; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append(":\n");
        }
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        return text.toString();
    }

    private static String blocks() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; text.length() + depth + 4 < LONGEST; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }
        return text.toString();
    }

    /** A line again and again, with a number and the next. */
    private static String many(String line, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; ; i++) {
            String next = String.format(line, i, i + 1);
            if (text.length() + next.length() > most) {
                return text.toString();
            }
            text.append(next);
        }
    }
}
