package dev.feedwarden.supervisor.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The users of the configuration as a Vert.x auth provider. A name that nobody has takes as long as a wrong password, so
 * that the time of the answer does not tell which names there are. Lives on the core event loop; passwords are checked on
 * a worker thread, at most {@value #MOST_WAITING} at a time.
 */
public final class Accounts implements AuthenticationProvider {

    static final int MOST_WAITING = 8;

    /** Longer ones are refused unread. */
    static final int MOST_CHARACTERS = 256;

    private final Vertx vertx;
    private final List<Account> accounts;
    private final PasswordHash hashes = new PasswordHash();
    private @Nullable String nobodys;
    private int waiting;

    public Accounts(Vertx vertx, List<Account> accounts) {
        this.vertx = vertx;
        this.accounts = List.copyOf(accounts);
    }

    /** Whether nobody can sign in at all. */
    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    /** Fails with {@link Refused} or {@link Busy}; neither says whether it was the name or the password. */
    @Override
    public Future<User> authenticate(Credentials credentials) {
        if (!(credentials instanceof UsernamePasswordCredentials given)
                || tooLong(given.getUsername())
                || tooLong(given.getPassword())) {
            return Future.failedFuture(new Refused());
        }
        if (waiting >= MOST_WAITING) {
            return Future.failedFuture(new Busy());
        }
        waiting++;
        return vertx.executeBlocking(() -> verified(given), false)
                .onComplete(done -> waiting--)
                .compose(right -> right
                        ? Future.succeededFuture(User.fromName(given.getUsername()))
                        : Future.failedFuture(new Refused()));
    }

    /** The name of the account that has a token; null if none has it. Every token is compared in full. */
    public @Nullable String ofToken(String token) {
        String name = null;
        for (Account account : accounts) {
            if (account.token() != null && same(account.token().reveal(), token)) {
                name = account.name();
            }
        }
        return name;
    }

    /** Compares in a time that does not tell how much is the same. */
    public static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }

    private boolean verified(UsernamePasswordCredentials given) {
        Account account = accounts.stream()
                .filter(each -> each.name().equals(given.getUsername()) && each.hash() != null)
                .findFirst()
                .orElse(null);
        String hash = account == null
                ? nobodys()
                : Objects.requireNonNull(account.hash()).reveal();
        return hashes.verify(hash, given.getPassword()) && account != null;
    }

    private synchronized String nobodys() {
        if (nobodys == null) {
            nobodys = hashes.of("", new SecureRandom());
        }
        return nobodys;
    }

    private static boolean tooLong(@Nullable String text) {
        return text == null || text.isEmpty() || text.length() > MOST_CHARACTERS;
    }

    /** The name or the password is wrong. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("the name or the password is wrong");
        }
    }

    /** Too many are signing in at this moment. */
    public static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("too many are signing in at this moment");
        }
    }
}
