package dev.feedwarden.rules.read;

import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Yaml;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule file whose top has been read.
 *
 * @param timeScale what its spans of time are multiplied with
 */
record Opened(
        Collection<Mapping.Entry> rules,
        Collection<Mapping.Entry> ladders,
        Collection<Mapping.Entry> budgets,
        Collection<Mapping.Entry> calendars,
        BigDecimal timeScale) {

    private static final double VERSION = 1;
    private static final double SMALLEST_SCALE = 0.0001;
    private static final double GREATEST_SCALE = 1;

    /**
     * Reads the top of a file.
     *
     * @param outer multiplies the file's own time scale
     * @return null where the text has no keys at all
     */
    static @Nullable Opened open(RuleFile file, BigDecimal outer, Problems problems) {
        Node root = Yaml.parse(file.name(), file.text(), problems);
        if (!(root instanceof Mapping mapping)) {
            if (root != null) {
                problems.expected("a rule file (version, rules, ladders, budgets, calendars)", root);
            }
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("version");
        version(fields.number("version"), problems);
        BigDecimal scale = scale(fields.number("time_scale"), problems).multiply(outer);
        Opened opened = new Opened(
                entries(fields.mapping("rules")),
                entries(fields.mapping("ladders")),
                entries(fields.mapping("budgets")),
                entries(fields.mapping("calendars")),
                scale);
        fields.end();
        return opened;
    }

    Spans spans(Problems problems) {
        return new Spans(timeScale, problems);
    }

    private static void version(@Nullable Scalar version, Problems problems) {
        if (version != null && version.number() != VERSION) {
            problems.expected("version 1", version);
        }
    }

    private static BigDecimal scale(@Nullable Scalar scale, Problems problems) {
        if (scale == null) {
            return BigDecimal.ONE;
        }
        double number = scale.number();
        if (number >= SMALLEST_SCALE && number <= GREATEST_SCALE) {
            return BigDecimal.valueOf(number);
        }
        problems.expected("a time scale from 0.0001 to 1", scale);
        return BigDecimal.ONE;
    }

    private static Collection<Mapping.Entry> entries(@Nullable Mapping mapping) {
        return mapping == null ? List.of() : mapping.entries().values();
    }
}
