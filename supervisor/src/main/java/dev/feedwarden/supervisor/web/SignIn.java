package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.access.Accounts;
import dev.feedwarden.supervisor.access.Sessions;
import dev.feedwarden.supervisor.access.Sessions.Session;
import dev.feedwarden.supervisor.access.Tries;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.recovery.AuditLog;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asking. A browser signs in at {@code /api/session} and is known by a cookie; what it changes must repeat the
 * session's token in {@value #CSRF}, which no page of another site knows. A program sends {@code Authorization: Bearer}.
 * A route that acts adds {@link #acting} before its own handler and finds the name in {@link #name}. Lives on the core
 * event loop.
 */
final class SignIn {

    static final String COOKIE = "feedwarden-session";
    static final String CSRF = "X-CSRF-Token";
    private static final String NAME = "feedwarden.user";
    private static final String STILL = "feedwarden.still-reads";
    private static final String BEARER = "Bearer ";
    private static final String WAIT_SECONDS = "60";
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Accounts accounts;
    private final WebServer.Read read;
    private final Sessions sessions;
    private final Tries tries;
    private final Visitor visitor;
    private final AuditLog audit;
    private final Timers timers;
    private final Meters meters;
    private final Runnable ended;
    private @Nullable Instant lockOutAudited;

    /** @param ended run when a session was ended before its time */
    SignIn(
            Accounts accounts,
            WebServer.Read read,
            Visitor visitor,
            AuditLog audit,
            Timers timers,
            Meters meters,
            Runnable ended) {
        this.accounts = accounts;
        this.read = read;
        this.sessions = new Sessions(timers);
        this.tries = new Tries(timers);
        this.visitor = visitor;
        this.audit = audit;
        this.timers = timers;
        this.meters = meters;
        this.ended = ended;
        meters.gauge(Meter.WEB_SESSIONS, sessions::size);
    }

    void mount(Router router) {
        Bodies.read(router.post("/api/session")).handler(this::begin);
        router.delete("/api/session").handler(this::end);
        Answers.get(router, "/api/session").handler(this::tell);
    }

    /** Lets those read who are signed in. */
    void reading(RoutingContext call) {
        Who who = who(call);
        if (who.name == null) {
            refuse(call, who);
            return;
        }
        if (who.session != null) {
            String id = who.session.id();
            call.put(STILL, (BooleanSupplier) () -> sessions.isOpen(id));
        }
        call.next();
    }

    /** Says, as long as the answer to a request goes on, whether who asked for it may still read. */
    static BooleanSupplier stillReads(RoutingContext call) {
        BooleanSupplier still = call.get(STILL);
        return still == null ? () -> true : still;
    }

    /** Whether whoever asks may read. */
    boolean mayRead(RoutingContext call) {
        return read == WebServer.Read.OPEN || who(call).name != null;
    }

    /** Lets those act who are signed in; nobody, where no user is configured. */
    void acting(RoutingContext call) {
        if (accounts.isEmpty()) {
            Answers.error(
                    call, 403, "nothing can be acted on: no user is configured (section users in the configuration)");
            return;
        }
        Who who = who(call);
        if (who.name == null) {
            refuse(call, who);
        } else if (who.session != null && !meant(call, who.session)) {
            Answers.error(call, 403, "a page of another site may not do this, and " + CSRF + " must be this session's");
        } else {
            call.put(NAME, who.name);
            call.next();
        }
    }

    /** Who acts, behind {@link #acting}. */
    static String name(RoutingContext call) {
        return call.get(NAME);
    }

    private void begin(RoutingContext call) {
        if (accounts.isEmpty()) {
            Answers.error(call, 403, "nobody can sign in: no user is configured (section users in the configuration)");
            return;
        }
        if (Visitor.foreign(call.request())) {
            Answers.error(call, 403, "a page of another site may not do this");
            return;
        }
        String address = visitor.address(call.request());
        if (!tries.take(address)) {
            tooMany(call, address);
            return;
        }
        JsonObject body = Bodies.of(call);
        if (!(body.getValue("user") instanceof String user)
                || !(body.getValue("password") instanceof String password)) {
            Answers.error(call, 400, "expected {\"user\": ..., \"password\": ...}");
            return;
        }
        accounts.authenticate(new UsernamePasswordCredentials(user, password))
                .onSuccess(known -> welcome(call, user))
                .onFailure(error -> {
                    count("refused");
                    LOG.warn("event=sign-in-refused address={} reason=\"{}\"", address, error.getMessage());
                    boolean busy = error instanceof Accounts.Busy;
                    boolean wrong = error instanceof Accounts.Refused;
                    Answers.error(
                            call,
                            busy ? 503 : 401,
                            busy || wrong ? String.valueOf(error.getMessage()) : "the password could not be checked");
                });
    }

    private void welcome(RoutingContext call, String user) {
        Cookie old = call.request().getCookie(COOKIE);
        Session before = old == null ? null : sessions.use(old.getValue());
        if (before != null) {
            sessions.end(before);
        }
        Session session = sessions.begin(user);
        ended.run();
        count("done");
        audit.add(new AuditEntry(timers.now(), user, "sign-in", "session", "", "carried out"));
        call.response().addCookie(cookie(call, session.id()));
        Answers.json(call, 200, json(user, session));
    }

    private void end(RoutingContext call) {
        Who who = who(call);
        if (who.session == null) {
            Answers.error(call, 401, "nobody is signed in here");
        } else if (!meant(call, who.session)) {
            Answers.error(call, 403, CSRF + " must be this session's");
        } else {
            sessions.end(who.session);
            ended.run();
            call.response().addCookie(cookie(call, "").setMaxAge(0));
            Answers.json(call, 200, json(null, null));
        }
    }

    private void tell(RoutingContext call) {
        Who who = who(call);
        Answers.json(call, 200, json(who.name, who.session));
    }

    private JsonObject json(@Nullable String user, @Nullable Session session) {
        return new JsonObject()
                .put("user", user)
                .put("csrf", session == null ? null : session.csrf())
                .put("users", !accounts.isEmpty())
                .put("mayRead", user != null || read == WebServer.Read.OPEN);
    }

    private Cookie cookie(RoutingContext call, String value) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(visitor.secure(call.request()))
                .setSameSite(CookieSameSite.STRICT);
    }

    private static boolean meant(RoutingContext call, Session session) {
        String token = call.request().getHeader(CSRF);
        return token != null && !Visitor.foreign(call.request()) && Accounts.same(token, session.csrf());
    }

    private Who who(RoutingContext call) {
        String header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER)) {
            return ofToken(visitor.address(call.request()), header.substring(BEARER.length()));
        }
        Cookie cookie = call.request().getCookie(COOKIE);
        Session session = cookie == null ? null : sessions.use(cookie.getValue());
        return new Who(session == null ? null : session.user(), session, false);
    }

    /** A wrong token costs a try; where none is left, even the right one is not looked at. */
    private Who ofToken(String address, String token) {
        if (!tries.isLeft(address)) {
            return new Who(null, null, true);
        }
        String name = accounts.ofToken(token);
        if (name == null) {
            tries.take(address);
            count("refused");
            LOG.warn("event=token-refused address={}", address);
        }
        return new Who(name, null, false);
    }

    private void refuse(RoutingContext call, Who who) {
        if (who.tooMany) {
            tooMany(call, visitor.address(call.request()));
        } else {
            call.response().putHeader("WWW-Authenticate", "Bearer");
            Answers.error(call, 401, "sign in at /api/session first, or send a token");
        }
    }

    /** The audit says that somebody is locked out, but not so often that it could be filled with that. */
    private void tooMany(RoutingContext call, String address) {
        count("too-many");
        Instant now = timers.now();
        if (lockOutAudited == null || lockOutAudited.plus(Tries.WINDOW).isBefore(now)) {
            lockOutAudited = now;
            audit.add(new AuditEntry(
                    now, "address " + address, "sign-in", "session", "", "refused: more than 5 tries in a minute"));
        }
        call.response().putHeader(HttpHeaders.RETRY_AFTER, WAIT_SECONDS);
        Answers.error(call, 429, "more than " + Tries.MOST + " tries in a minute; wait a minute");
    }

    private void count(String outcome) {
        meters.counter(Meter.WEB_SIGN_INS, outcome).increment();
    }

    /**
     * @param session null for a program
     * @param tooMany whether the address has no try left
     */
    private record Who(@Nullable String name, @Nullable Session session, boolean tooMany) {}
}
