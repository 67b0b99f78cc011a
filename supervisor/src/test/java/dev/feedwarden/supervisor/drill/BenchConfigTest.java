package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchConfigTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void namesAndPasswords_standInFilesThatTheOwnerAloneReads() throws Exception {
        String text = text(
                new Access("postgresql://127.0.0.1:7001/ticks?sslmode=require", "an\"n", "p}w: \"x", "require"),
                new Access("redis://127.0.0.1:7002", null, "secret", null));
        assertThat(text)
                .contains("  db: {plugin: postgres, uri: \"postgresql://127.0.0.1:7001/ticks?sslmode=require\","
                        + " user: \"${file:db.user}\", password: \"${file:db.password}\", tls: require,"
                        + " connect_timeout: 2s}\n")
                .contains("  quick: {plugin: redis, uri: \"redis://127.0.0.1:7002\","
                        + " password: \"${file:quick.password}\"}\n")
                .doesNotContain("secret", "p}w");
        assertThat(folder.resolve("db.user")).hasContent("an\"n");
        assertThat(folder.resolve("db.password")).hasContent("p}w: \"x");
        assertThat(folder.resolve("quick.password")).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("quick.password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void checks_haveOneNamedInternet_whichIsTheCauseOfTheSilenceOfAll() throws Exception {
        assertThat(text(Access.open("postgresql://127.0.0.1:7001/ticks"), Access.open("redis://127.0.0.1:7002")))
                .contains("  internet: {plugin: http, url: \"http://127.0.0.1:7004/\", every: 1s, timeout: 3s}\n")
                .contains("uri: \"redis://127.0.0.1:7002\"}\n");
        assertThat(folder).isEmptyDirectory();
    }

    private String text(Access database, Access cache) throws IOException {
        Site site = new Site(
                folder.resolve("feedwarden"),
                folder,
                folder,
                Pace.ACCELERATED,
                null,
                new Openings(),
                vertx,
                new Http(),
                new Waits(System::nanoTime));
        return BenchConfig.text(
                site,
                Ground.WHOLE,
                new Stores(new Named(database), new Named(cache), null),
                Map.of("deribit", 7003),
                7004,
                folder,
                folder.resolve("orders"));
    }

    /** A server that is only spoken of. */
    private record Named(Access access) implements Server {

        @Override
        public void down() {}

        @Override
        public void up() {}

        @Override
        public void close() {}
    }
}
