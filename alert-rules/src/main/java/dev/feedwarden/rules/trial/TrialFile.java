package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.yaml.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of tests, read.
 *
 * @param rules the rule files that are tested, as the file names them: relative to it
 * @param metrics every metric that its rules can judge: those that are declared, and its own
 * @param actions what its ladders can do besides what they always can
 */
record TrialFile(List<Scalar> rules, Map<String, Metric> metrics, Set<String> actions, List<Trial> trials) {}
