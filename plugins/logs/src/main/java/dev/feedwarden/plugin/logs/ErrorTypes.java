package dev.feedwarden.plugin.logs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which types of error were seen. Two lines are of one type if they differ in numbers, ids, addresses and what stands in
 * quotes alone. Only so many are remembered: the one not seen for longest is forgotten, and would count as new. Pure.
 */
final class ErrorTypes {

    /** The characters of a line that make its type. */
    private static final int LONGEST = 200;

    private final int most;
    private final Map<String, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true);
    private int forgotten;
    private boolean changed;

    ErrorTypes(int most) {
        this.most = most;
    }

    /** Whether a line's type was not known; from now on it is. */
    boolean isNew(String line) {
        if (seen.put(typeOf(line), true) != null) {
            return false;
        }
        changed = true;
        if (seen.size() > most) {
            var oldest = seen.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
        return true;
    }

    /** All of them, the one not seen for longest first. */
    List<String> all() {
        return List.copyOf(seen.keySet());
    }

    /** Takes over those of an earlier run, as far as there is room. */
    void restore(List<String> types) {
        types.subList(Math.max(0, types.size() - most), types.size()).forEach(type -> seen.put(type, true));
    }

    /** Whether the set is another one since the last call. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    int size() {
        return seen.size();
    }

    /** How many types were forgotten since the last call. */
    int takeForgotten() {
        int taken = forgotten;
        forgotten = 0;
        return taken;
    }

    /** The line with {@code #} for each word that holds a digit and for what stands in quotes; lower case. */
    static String typeOf(String line) {
        StringBuilder type = new StringBuilder();
        String begin = line.length() <= 2_000 ? line : line.substring(0, 2_000);
        int at = 0;
        while (at < begin.length() && type.length() < LONGEST) {
            char next = begin.charAt(at);
            int end = at + 1;
            if (next == '"' || next == '\'') {
                int close = begin.indexOf(next, end);
                boolean apostrophe = next == '\'' && at > 0 && Character.isLetter(begin.charAt(at - 1));
                end = close < 0 || apostrophe ? end : close + 1;
                type.append(end - at > 1 ? "#" : String.valueOf(next));
            } else if (Character.isLetterOrDigit(next)) {
                while (end < begin.length() && isOfWord(begin.charAt(end))) {
                    end++;
                }
                String word = begin.substring(at, end);
                type.append(word.chars().anyMatch(Character::isDigit) ? "#" : word.toLowerCase(Locale.ROOT));
            } else {
                type.append(next);
            }
            at = end;
        }
        return type.toString().replaceAll("[#\\s:.,/+-]*#[#\\s:.,/+-]*", " # ").strip();
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
