package dev.feedwarden.supervisor.access;

import io.vertx.ext.auth.hashing.HashingStrategy;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passwords as PBKDF2 with HMAC-SHA512, a salt of 128 bits and {@value #ITERATIONS} rounds (what OWASP's password storage
 * cheat sheet asks of SHA-512), written as Vert.x writes them: {@code $pbkdf2$it=ROUNDS$SALT$HASH}. Slow on purpose: some
 * 0.1 to 0.3 s of a core, so never on an event loop.
 */
public final class PasswordHash {

    static final int ITERATIONS = 210_000;
    private static final int LEAST_ITERATIONS = 100_000;
    private static final int MOST_ITERATIONS = 2_000_000;
    private static final int SALT_BYTES = 16;
    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2\\$it=([1-9][0-9]{0,8})\\$[A-Za-z0-9+/]{22,86}\\$[A-Za-z0-9+/]{86}");

    private final HashingStrategy strategy = HashingStrategy.load();

    /** The hash of a password, with a new salt. */
    public String of(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return strategy.hash(
                "pbkdf2",
                Map.of("it", Integer.toString(ITERATIONS)),
                Base64.getEncoder().withoutPadding().encodeToString(salt),
                password);
    }

    /** Whether a text has the form of a hash whose rounds are neither too few to protect nor too many to answer. */
    public static boolean isOne(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return false;
        }
        int rounds = Integer.parseInt(form.group(1));
        return rounds >= LEAST_ITERATIONS && rounds <= MOST_ITERATIONS;
    }

    /** What a configuration must hold, for messages. */
    public static String expected() {
        return "a hash as 'feedwarden action hash-password' prints it, of " + LEAST_ITERATIONS + " to "
                + MOST_ITERATIONS + " rounds";
    }

    boolean verify(String hash, String password) {
        return strategy.verify(hash, password);
    }
}
