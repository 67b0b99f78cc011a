package dev.feedwarden.supervisor.drill;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's server, as a person names it in one URI. The drill reaches it through a line of its own on 127.0.0.1, so that no
 * server's certificate is good for the name that is connected to: what asks for one is refused, not quietly left out. No error
 * shows more of the URI than its scheme, its host and the names in its query.
 *
 * @param path with the slash before it; empty for none
 * @param query with the question mark before it; empty for none
 * @param tls as PostgreSQL's plugin has it; null for a Redis
 */
public record GivenAddress(
        String scheme,
        String host,
        int port,
        String path,
        String query,
        @Nullable String user,
        @Nullable String password,
        @Nullable String tls) {

    private static final String DATABASE = "postgresql://user:password@host:port/database";
    private static final String REDIS = "redis://user:password@host:port/number";
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;
    private static final int LAST_PORT = 65_535;
    private static final String SSLMODE = "sslmode";
    private static final Set<String> MODES = Set.of("disable", "require");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What would lead past the line, or show who signs in. */
    private static final Set<String> ELSEWHERE =
            Set.of("host", "hostaddr", "port", "dbname", "database", "user", "password");

    private static final Pattern NUMBER = Pattern.compile("/?|/[0-9]{1,4}");

    /**
     * A PostgreSQL. Without {@code sslmode} one of this machine is spoken to in clear, as the program does by itself; one
     * elsewhere must say which.
     *
     * @throws IllegalArgumentException if it cannot be used; says what is expected
     */
    public static GivenAddress database(String text) {
        URI uri = uri(text, DATABASE, Set.of("postgresql", "postgres"));
        return of(uri, POSTGRES_PORT, tls(uri));
    }

    /**
     * A Redis.
     *
     * @throws IllegalArgumentException if it cannot be used; says what is expected
     */
    public static GivenAddress redis(String text) {
        URI uri = uri(text, REDIS, Set.of("redis", "rediss"));
        if (uri.getScheme().equals("rediss")) {
            throw new IllegalArgumentException("expected " + REDIS + ", found rediss://" + uri.getHost()
                    + ": the drill's line ends on 127.0.0.1, for which no certificate of that server is good");
        }
        if (uri.getRawQuery() != null || !NUMBER.matcher(uri.getRawPath()).matches()) {
            throw new IllegalArgumentException(
                    "expected " + REDIS + " and nothing more, found another path or a query");
        }
        GivenAddress address = of(uri, REDIS_PORT, null);
        if (address.user != null && address.password == null) {
            throw new IllegalArgumentException("expected " + REDIS + ", found a user without a password");
        }
        return address;
    }

    private static URI uri(String text, String expected, Set<String> schemes) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException hidden) {
            // Its message shows the whole of it, and it may hold a password.
            throw new IllegalArgumentException("expected " + expected + ", found what is no URI");
        }
        if (uri.getHost() == null
                || !schemes.contains(uri.getScheme())
                || uri.getPort() > LAST_PORT
                || uri.getPort() == 0) {
            throw new IllegalArgumentException(
                    "expected " + expected + ", found " + uri.getScheme() + "://" + uri.getHost());
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected " + expected + ", found a # in it");
        }
        return uri;
    }

    private static String tls(URI uri) {
        List<String[]> query = uri.getRawQuery() == null
                ? List.of()
                : Arrays.stream(uri.getRawQuery().split("&", -1))
                        .map(part -> part.split("=", 2))
                        .toList();
        query.stream()
                .map(part -> part[0])
                .filter(ELSEWHERE::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("expected " + DATABASE + ", found '" + name + "' in its query");
                });
        List<String> modes = query.stream()
                .filter(part -> part[0].equals(SSLMODE))
                .map(part -> part.length == 2 ? part[1] : "")
                .toList();
        if (modes.isEmpty() && LOOPBACK.contains(uri.getHost())) {
            return "disable";
        }
        if (modes.size() != 1 || !MODES.contains(modes.get(0))) {
            throw new IllegalArgumentException("expected " + DATABASE
                    + "?sslmode=require (encrypted, the certificate unchecked) or ?sslmode=disable, found "
                    + (modes.isEmpty() ? "neither" : String.join(" and ", modes)) + " for " + uri.getHost()
                    + ": the drill's line ends on 127.0.0.1, for which no certificate of that server is good");
        }
        return modes.get(0);
    }

    private static GivenAddress of(URI uri, int usualPort, @Nullable String tls) {
        String info = uri.getRawUserInfo();
        String[] parts = info == null ? new String[] {""} : info.split(":", 2);
        return new GivenAddress(
                uri.getScheme(),
                uri.getHost(),
                uri.getPort() < 0 ? usualPort : uri.getPort(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery(),
                parts[0].isEmpty() ? null : plain(parts[0]),
                parts.length == 1 ? null : plain(parts[1]),
                tls);
    }

    /** Of a user or a password, a plus is itself. */
    private static String plain(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** How it is reached through a line that begins at a port of this machine. */
    Access through(int line) {
        return new Access(scheme + "://127.0.0.1:" + line + path + query, user, password, tls);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
