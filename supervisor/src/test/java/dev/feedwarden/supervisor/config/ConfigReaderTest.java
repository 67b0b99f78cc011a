package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.alert.Route;
import dev.feedwarden.supervisor.alert.Security;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.recovery.Trouble;
import dev.feedwarden.supervisor.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    private static final List<Setting> STORE = List.of(
            Setting.required("uri", Setting.Type.URI, "Where"),
            Setting.optional("pool", Setting.Type.INTEGER, 4, "How many connections"),
            Setting.optional("table", Setting.Type.TEXT, "quotes", "Which"));
    private static final EntryBinder BINDER = new EntryBinder(
            Map.of(
                    Kind.FEED,
                    Map.of(
                            "deribit",
                            offer(
                                    Kind.FEED,
                                    "deribit",
                                    List.of(
                                            Setting.optional("url", Setting.Type.URI, "wss://x.example/ws", "Where"),
                                            Setting.optional("currency", Setting.Type.TEXTS, List.of("ETH"), "Which"),
                                            Setting.optional("top", Setting.Type.INTEGER, 50, "How many")
                                                    .orEnvironment("USUAL_TOP"),
                                            Setting.optional("key", Setting.Type.SECRET, null, "A key")),
                                    List.of())),
                    Kind.SINK,
                    Map.of("postgres", offer(Kind.SINK, "postgres", STORE, List.of("uri", "pool"))),
                    Kind.CHECK,
                    Map.of("postgres", offer(Kind.CHECK, "postgres", STORE, List.of("uri", "pool")))),
            Map.of(Kind.FEED, List.of(Setting.optional("flowing_within", Setting.Type.DURATION, "10s", "Limit"))));

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private Surroundings surroundings;

    @BeforeEach
    void surround() {
        surroundings = new Surroundings(Map.of("TOP", "7", "KEY", "s3cret"), name -> "4711");
    }

    @Test
    void read_everySection_becomesRecords() throws IOException {
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("pass"), "geheim\n");

        Config config = read("""
                http: {host: 0.0.0.0, port: 9000, read: open}
                data: var
                rules: [mine]
                time_scale: 0.1
                journal: {sync: 10ms, max_size: 1GB, reserve: 1MB}
                history: {keep: 120d}
                feeds:
                  deribit: {plugin: deribit, currency: [ETH, BTC]}
                mail:
                  host: smtp.example.com
                  user: me
                  password: "${file:pass}"
                  from: a@example.com
                  to: b@example.com
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(config.http()).isEqualTo(new WebServer.Address("0.0.0.0", 9000, List.of()));
        assertThat(config.data()).isEqualTo(folder.resolve("var"));
        assertThat(config.rules()).containsExactly(folder.resolve("mine"));
        assertThat(config.timeScale()).isEqualTo(0.1);
        assertThat(config.journal().sync()).hasMillis(10);
        assertThat(config.history().keep()).hasDays(120);
        assertThat(config.mail().password().reveal()).isEqualTo("geheim");
        assertThat(config.mail().password()).hasToString("***");
        assertThat(config.mail().security()).isEqualTo(Security.REQUIRED);
        assertThat(config.mail().to()).containsExactly("b@example.com");
    }

    @Test
    void read_nothingButAFeed_takesDefaults() throws IOException {
        Config config = read("feeds: {deribit: {plugin: deribit}}\n");

        assertThat(problems.list()).isEmpty();
        assertThat(config.http()).isEqualTo(new WebServer.Address("127.0.0.1", 8080, List.of()));
        assertThat(config.mail().configured()).isFalse();
        assertThat(config.history().keep()).hasDays(400);
        assertThat(config.timeScale()).isEqualTo(1);
    }

    @Test
    void read_journalSync_isUsualUnlessStrictOrSaid() throws IOException {
        String feed = "feeds: {deribit: {plugin: deribit}}\n";

        assertThat(read(feed + "journal: {max_size: 1GB}\n").journal().sync()).hasMillis(100);
        assertThat(read(feed + "journal: {strict: true}\n").journal().sync()).hasMillis(10);
        assertThat(read(feed + "journal: {strict: true, sync: 2ms}\n").journal().sync())
                .hasMillis(2);
        assertThat(read(feed + "journal: {sync: 1s}\n").journal().sync()).hasMillis(1000);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void bind_references_areFilledInAndTyped() throws IOException {
        List<Entry> entries = bind("""
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:${port:deribit}/ws", top: "${env:TOP}", key: "${env:KEY}"}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(entries.get(0).settings().uri("url")).hasToString("ws://127.0.0.1:4711/ws");
        assertThat(entries.get(0).settings().integer("top", 1, 100)).isEqualTo(7);
        assertThat(entries.get(0).settings().secret("key").reveal()).isEqualTo("s3cret");
        assertThat(entries.get(0).settings().text("flowing_within")).isEqualTo("10s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            notifiers: {n: {url: x}}                               | 1:16  | notifiers.n: missing key 'plugin'
            {notifiers: {ops: {plugin: http, only_with: NO_SUCH}}, routes: [{to: [a@b, osp]}]} | 1:70 | routes[0].to: expected addresses and ids of notifiers, found 'osp'; did you mean 'ops'?
            routes: [{to: a@b, escalate: [{after: 1h, to: ops}]}]  | 1:47  | routes[0].escalate[0].to: expected addresses and ids of notifiers, found 'ops'
            htp: {}                                                | 1:1   | unknown key 'htp'; did you mean 'http'?
            http: {prot: 1}                                        | 1:8   | unknown key 'prot' in http; did you mean 'port'?
            http: {port: 99999}                                    | 1:14  | http.port: expected a whole number from 0 to 65535, found 99999
            http: {port: many}                                     | 1:14  | http.port: expected a whole number, found text 'many'
            http: {host: 0.0.0.0}                                  | 1:7   | http: expected 'read: open' or 'read: signed-in' beside host '0.0.0.0', found nothing; everybody who reaches it could read
            time_scale: 7                                          | 1:13  | expected a number above 0 and at most 1 for 'time_scale', found 7
            log: {format: xml}                                     | 1:15  | log.format: expected text, json, found 'xml'
            log: {level: loud}                                     | 1:14  | log.level: expected debug, info, warn, error, found 'loud'
            journal: {sync: 1h}                                    | 1:17  | journal.sync: expected 1ms to 10s, found '1h'
            journal: {strict: true, sync: 1s}                      | 1:31  | journal.sync: expected at most 10ms beside strict: true, found '1s'
            history: {keep: 30d}                                   | 1:17  | history.keep: expected 90d to 3650d, found '30d'
            history: {keep: 400}                                   | 1:17  | history.keep: expected a duration such as 10s or 5m, found number '400'
            history: {kep: 400d}                                   | 1:11  | unknown key 'kep' in history; did you mean 'keep'?
            feeds: {Deribit: {plugin: deribit}}                    | 1:9   | expected an id of lower-case letters, digits, - and _ other than 'self', found 'Deribit'
            feeds: {self: {plugin: deribit}}                       | 1:9   | expected an id of lower-case letters, digits, - and _ other than 'self', found 'self'
            feeds: {d: {}}                                         | 1:12  | feeds.d: missing key 'plugin'
            feeds: {d: {plugin: derbit}}                           | 1:21  | feeds.d: no plugin provides 'derbit' for feeds; did you mean 'deribit'?
            sinks: {d: {plugin: deribit}}                          | 1:21  | sinks.d: no plugin provides 'deribit' for sinks; known: postgres
            feeds: {d: {plugin: deribit, topp: 3}}                 | 1:30  | unknown key 'topp' in feeds.d; did you mean 'top'?
            feeds: {d: {plugin: deribit, top: 2.5}}                | 1:35  | feeds.d.top: expected a whole number, found number '2.5'
            feeds: {d: {plugin: deribit, key: plain}}              | 1:35  | feeds.d.key: expected ${env:NAME} or ${file:path}, found a value written in plain
            feeds: {d: {plugin: deribit, url: "${env:NO_SUCH}"}}   | 1:35  | expected the environment variable NO_SUCH to be set, found nothing
            mail: {host: h, from: a@b}                             | 1:7   | mail: missing key 'to' (The receivers' addresses); environment variable ALERT_EMAIL is not set either
            mail: {host: h, from: a b, to: c@d}                    | 1:7   | mail.from: expected an address, found 'a b'
            mail: {host: h, from: a@b, to: c@d, starttls: maybe}   | 1:47  | mail.starttls: expected required, optional, disabled or implicit, found 'maybe'
            routes: [{to: a b}]                                    | 1:15  | routes[0].to: expected an address, found 'a b'
            routes: [{severity: [loud], to: a@b}]                  | 1:21  | routes[0].severity: expected some of critical, warning, info, each once, found '[loud]'
            routes: [{to: a@b, quiet: nights}]                     | 1:27  | routes[0].quiet: expected hours such as Mon-Sun 22:00-07:00, found 'nights'
            routes: [{to: a@b, zone: Mars}]                        | 1:26  | routes[0].zone: expected a time zone such as Europe/Berlin, found 'Mars'
            routes: [{to: a@b, remind: 5s}]                        | 1:28  | routes[0].remind: expected at least 1m, found '5s'
            routes: [{to: a@b, escalate: [{to: c@d}]}]             | 1:31  | routes[0].escalate[0]: missing key 'after' (How long after the first mail, at least 1m)
            mail: {host: h, from: a@b, to: c@d, user: me}          | 1:7   | mail: expected user and password together, found only a user
            """)
    void read_badInput_isNamedWithItsPlace(String text, String place, String what) throws IOException {
        bind(text + "\n");

        assertThat(problems.list()).hasSize(1);
        Problem problem = problems.list().get(0);
        assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
        assertThat(problem.what()).isEqualTo(what);
    }

    @Test
    void read_routes_becomeRecords() throws IOException {
        Config config = read("""
                routes:
                  - {to: [ann@example.com], severity: critical, subject: "deribit*"}
                  - to: bob@example.com
                    quiet: ["Mon-Fri 22:00-07:00", "Sat,Sun 00:00-24:00"]
                    zone: Europe/Berlin
                    remind: 4h
                    escalate: [{after: 30m, to: boss@example.com}]
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(config.routes()).hasSize(2);
        Route first = config.routes().get(0);
        assertThat(first.severities()).containsExactly(Severity.CRITICAL);
        assertThat(first.coverage().covers(new Trouble("any", "deribit-2/ETH"))).isTrue();
        assertThat(first.coverage().covers(new Trouble("any", "bybit"))).isFalse();
        Route second = config.routes().get(1);
        assertThat(second.severities()).containsExactlyInAnyOrder(Severity.values());
        assertThat(second.quiet().isOpen(Instant.parse("2026-11-21T10:00:00Z"))).isTrue();
        assertThat(second.quiet().isOpen(Instant.parse("2026-11-23T10:00:00Z"))).isFalse();
        assertThat(second.remind()).hasHours(4);
        assertThat(second.escalate())
                .containsExactly(new Route.Step(Duration.ofMinutes(30), List.of("boss@example.com")));
    }

    @Test
    void read_sameIdInTwoSections_isRefused() throws IOException {
        bind("feeds:\n  x: {plugin: deribit}\nsinks:\n  x: {plugin: files}\n");

        assertThat(problems.list()).extracting(Problem::what).anyMatch(what -> what.startsWith("id 'x' is taken"));
    }

    @Test
    void read_missingFile_isAProblem() {
        Config config =
                ConfigReader.read(new Overrides(folder.resolve("absent.yaml"), null, null), surroundings, problems);

        assertThat(config).isNull();
        assertThat(problems.list()).hasSize(1);
    }

    private Config read(String text) throws IOException {
        Path file = folder.resolve("feedwarden.yaml");
        Files.writeString(file, text);
        return ConfigReader.read(new Overrides(file, null, null), surroundings, problems);
    }

    private List<Entry> bind(String text) throws IOException {
        return BINDER.bind(read(text), surroundings, problems);
    }

    @Test
    void read_entryOnlyWithAVariable_isThereOnlyWhereItIsSet() throws IOException {
        List<Entry> entries = bind("""
                feeds:
                  here: {plugin: deribit, only_with: TOP, top: 3}
                  gone: {plugin: deribit, only_with: NOT_SET}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(entries).extracting(Entry::id).containsExactly("here");
    }

    @Test
    void bind_instancesThatNameAConnection_getWhatItSays() throws IOException {
        Config config = read("""
                connections:
                  db: {plugin: postgres, uri: "postgresql://db.example/x", pool: "${env:TOP}"}
                checks:
                  database: {plugin: postgres, connection: db}
                sinks:
                  store: {plugin: postgres, connection: db, table: mine}
                """);

        List<Entry> entries = BINDER.bind(config, surroundings, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.settings().text("connection")).isEqualTo("db");
            assertThat(entry.settings().uri("uri")).hasToString("postgresql://db.example/x");
            assertThat(entry.settings().integer("pool", 1, 10)).isEqualTo(7);
        });
        assertThat(entries.get(0).settings().text("table")).isEqualTo("mine");
    }

    @Test
    void bind_settingLeftOut_takesItsEnvironmentVariable_whatIsWrittenGoesBefore() throws IOException {
        surroundings = new Surroundings(Map.of("USUAL_TOP", " 9 "), name -> "4711");
        List<Entry> entries = bind("""
                feeds:
                  one: {plugin: deribit}
                  two: {plugin: deribit, top: 3}
                """);
        assertThat(problems.list()).isEmpty();
        assertThat(entries)
                .extracting(entry -> entry.settings().integer("top", 1, 100))
                .containsExactly(9, 3);
        surroundings = new Surroundings(Map.of("USUAL_TOP", ""), name -> "4711");
        assertThat(bind("feeds:\n  one: {plugin: deribit}\n").get(0).settings().integer("top", 1, 100))
                .isEqualTo(50);
    }

    @Test
    void bind_environmentVariableOfTheWrongType_isNoted() throws IOException {
        surroundings = new Surroundings(Map.of("USUAL_TOP", "many"), name -> "4711");
        assertThat(bind("feeds:\n  one: {plugin: deribit}\n")).isEmpty();
        assertThat(problems.list().get(0).toString())
                .contains("environment variable USUAL_TOP: feeds.one.top: expected a whole number, found text 'many'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db: {plugin: postgres, table: x, uri: 'pg://x/y'} | {plugin: postgres, connection: db} | 2:26: unknown key 'table' in connections.db; known: pool, uri",
                "db: {plugin: postgers, uri: 'pg://x/y'} | {plugin: postgres, connection: db} | 2:16: connections.db: no plugin 'postgers' makes connections; did you mean 'postgres'?",
                "db: {plugin: postgres, uri: 'pg://x/y'} | {plugin: postgres, connection: bd} | 4:41: sinks.store.connection: expected a connection of plugin 'postgres', found 'bd'",
                "db: {plugin: postgres, uri: 'pg://x/y'} | {plugin: postgres, connection: db, uri: 'pg://z/y'} | 4:45: sinks.store.uri: connection 'db' says it already",
                "store: {plugin: postgres, uri: 'pg://x/y'} | {plugin: postgres, connection: store} | 4:3: id 'store' is taken; first in line 2",
            })
    void bind_whatDoesNotGoTogether_isNotedWithItsPlace(String connection, String sink, String problem)
            throws IOException {
        Config config = read("connections:\n  " + connection + "\nsinks:\n  store: " + sink + "\n");
        BINDER.bind(config, surroundings, problems);

        assertThat(problems.list().get(0).toString()).contains(problem);
    }

    private static Offer offer(Kind kind, String type, List<Setting> settings, List<String> connection) {
        return new Offer(kind, type, type, settings, connection, List.of(), List.of());
    }
}
