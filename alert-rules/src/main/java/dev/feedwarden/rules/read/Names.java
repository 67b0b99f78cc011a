package dev.feedwarden.rules.read;

import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.util.regex.Pattern;

/** The names that a person gives to rules and ladders. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    private Names() {}

    static void check(Scalar name, Problems problems) {
        if (!NAME.matcher(name.text()).matches()) {
            problems.expected("a name of 1 to 64 letters, digits, dots, dashes and underscores, a letter first", name);
        }
    }
}
