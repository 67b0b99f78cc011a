package dev.feedwarden.rules.read;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit, as a person wrote it.
 *
 * @param unit empty for none
 */
record Amount(BigDecimal number, String unit) {

    private static final Pattern TEXT = Pattern.compile("([+-]?\\d{1,15}(?:\\.\\d{1,9})?) ?([A-Za-z]{0,3}|%)");

    static @Nullable Amount parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? new Amount(new BigDecimal(matcher.group(1)), matcher.group(2)) : null;
    }
}
