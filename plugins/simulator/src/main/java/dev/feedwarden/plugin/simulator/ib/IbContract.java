package dev.feedwarden.plugin.simulator.ib;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A future that the gateway knows.
 *
 * @param local its name at the exchange, such as {@code MNQZ6}
 * @param price where its made-up price begins
 */
public record IbContract(int conId, String local, String exchange, double price) {

    /** The contract that ended on 2025-09-19 and is known only to those who ask for expired ones, too. */
    static final IbContract EXPIRED = new IbContract(711_280_073, "MNQU5", "CME", 23_199.25);

    static final String EXPIRED_ON = "20250919";

    private static final Pattern FORM =
            Pattern.compile("([1-9]\\d{0,8})=([A-Z0-9]{3,12})@([A-Z]{2,12}):(\\d{1,7}(?:\\.\\d{1,4})?)");

    /** Reads {@code 730283094=MNQZ6@CME:25000}; empty when the text is not so. */
    public static Optional<IbContract> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new IbContract(
                        Integer.parseInt(matcher.group(1)),
                        matcher.group(2),
                        matcher.group(3),
                        Double.parseDouble(matcher.group(4))))
                : Optional.empty();
    }

    /** What is traded: the name at the exchange without month and year. */
    String symbol() {
        return local.substring(0, local.length() - 2);
    }
}
