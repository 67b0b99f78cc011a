package dev.feedwarden.plugin.host;

import java.util.List;

/**
 * What a check of Nagios's kind printed: a line, after a bar its performance data, then further lines of text, and after
 * a bar in those nothing but performance data (plugin development guidelines, "Plugin Output").
 *
 * @param line its first line without performance data, for a person
 */
record NagiosOutput(String line, List<Perfdata> values) {

    static NagiosOutput read(String output) {
        List<String> lines = output.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        int bar = first.indexOf('|');
        StringBuilder data = new StringBuilder(bar < 0 ? "" : first.substring(bar + 1));
        boolean onlyData = false;
        for (String more : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int split = more.indexOf('|');
            if (onlyData) {
                data.append(' ').append(more);
            } else if (split >= 0) {
                data.append(' ').append(more, split + 1, more.length());
                onlyData = true;
            }
        }
        return new NagiosOutput(
                OneLine.of(bar < 0 ? first : first.substring(0, bar)),
                Perfdata.read(data.toString().strip()));
    }
}
