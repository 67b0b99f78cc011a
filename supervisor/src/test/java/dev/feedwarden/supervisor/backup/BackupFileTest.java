package dev.feedwarden.supervisor.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.history.HistorySummary;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file alone: what is written can be read, and whatever else is done to it cannot. */
class BackupFileTest {

    private static final Secret KEY = new Secret("correct horse battery staple");
    private static final Manifest ABOUT = new Manifest(
            "1.0",
            Instant.parse("2026-11-27T03:00:00Z"),
            "config/feedwarden.yaml",
            7L,
            HistorySummary.NONE,
            List.of(new Manifest.Jar("mine.jar", "ab")),
            List.of("secrets/smtp"),
            List.of("sink latest: server is down"),
            List.of());

    @TempDir
    private Path folder;

    private Path file;

    /** Several chunks that hardly shrink. */
    private final byte[] noise = new byte[200_000];

    @BeforeEach
    void fill() {
        new SplittableRandom(7).nextBytes(noise);
        file = folder.resolve("file");
    }

    @Test
    void of_manifestOfBeforeStoresWereCopied_isRead() throws Exception {
        JsonObject before = ABOUT.json();
        before.remove("unsaved");
        assertThat(Manifest.of(before.encode()).unsaved()).isEmpty();
        assertThat(Manifest.of(ABOUT.json().encode())).isEqualTo(ABOUT);
    }

    @Test
    void read_asWritten_hasEveryByteAndTheManifest() throws Exception {
        Manifest written = write(null);
        Map<String, byte[]> found = new LinkedHashMap<>();
        assertThat(read(null, found)).isEqualTo(written);
        assertThat(found.keySet()).containsExactly("data/noise", "config/a b.yaml", "data/empty");
        assertThat(found.get("data/noise")).isEqualTo(noise);

        found.clear();
        Manifest sealed = write(KEY);
        assertThat(read(KEY, found)).isEqualTo(sealed).isEqualTo(written);
        assertThat(found.get("data/noise")).isEqualTo(noise);
        assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain("feedwarden.yaml", "manifest");
    }

    @Test
    void read_withAnotherPassphraseOrNone_isRefused() throws Exception {
        write(KEY);
        assertRefused(
                new Secret("correct horse battery stapler"), "the passphrase is not the one it was encrypted with");
        assertRefused(null, "is encrypted: expected a passphrase, found none");
        write(null);
        assertRefused(KEY, "is not encrypted, though a passphrase is given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "FWSEAL\r\n", "no backup at all, but long enough to have a head"})
    void read_somethingElse_isRefused(String content) throws Exception {
        Files.writeString(file, content);
        assertThatThrownBy(() -> read(null, new LinkedHashMap<>())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(KEY, new LinkedHashMap<>())).isInstanceOf(IOException.class);
    }

    /** One bit anywhere, and every length that ends with or beside a chunk. */
    @Test
    void read_sealedAndThenChangedOrCut_isRefusedWherever() throws Exception {
        write(KEY);
        byte[] whole = Files.readAllBytes(file);
        int sealed = Sealing.CHUNK + Sealing.TAG;
        List<Integer> places =
                List.of(0, 9, 16, 33, Sealing.HEAD, Sealing.HEAD + sealed - 1, Sealing.HEAD + sealed, whole.length - 1);
        for (int place : places) {
            byte[] changed = whole.clone();
            changed[place] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> read(KEY, new LinkedHashMap<>()))
                    .describedAs("bit of byte %d", place)
                    .isInstanceOf(IOException.class);
        }
        List<Integer> lengths = List.of(
                0,
                Sealing.HEAD,
                Sealing.HEAD + sealed,
                Sealing.HEAD + sealed + 1,
                Sealing.HEAD + 2 * sealed,
                whole.length - 1);
        for (int length : lengths) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(KEY, new LinkedHashMap<>()))
                    .describedAs("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> read(KEY, new LinkedHashMap<>())).isInstanceOf(IOException.class);
    }

    /** Whatever is inside: a file of genuine chunks whose last is missing is not taken for a whole one. */
    @Test
    void read_sealedAndCutBetweenTwoChunks_isRefusedWhateverIsInside() throws Exception {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        SealedOutput out = new SealedOutput(sealed, KEY);
        out.write(noise);
        out.finish();
        byte[] whole = sealed.toByteArray();
        assertThat(new SealedInput(new ByteArrayInputStream(whole), KEY).readAllBytes())
                .isEqualTo(noise);

        byte[] cut = Arrays.copyOf(whole, Sealing.HEAD + 2 * (Sealing.CHUNK + Sealing.TAG));
        assertThatThrownBy(() -> new SealedInput(new ByteArrayInputStream(cut), KEY).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
    }

    /** Chunks cannot change places, though each of them is genuine. */
    @Test
    void read_sealedWithTwoChunksExchanged_isRefused() throws Exception {
        write(KEY);
        byte[] whole = Files.readAllBytes(file);
        int sealed = Sealing.CHUNK + Sealing.TAG;
        byte[] exchanged = whole.clone();
        System.arraycopy(whole, Sealing.HEAD, exchanged, Sealing.HEAD + sealed, sealed);
        System.arraycopy(whole, Sealing.HEAD + sealed, exchanged, Sealing.HEAD, sealed);
        Files.write(file, exchanged);
        assertRefused(KEY, "the passphrase is not the one");
    }

    @Test
    void read_plainAndThenCut_isRefusedAtEveryLength() throws Exception {
        write(null);
        byte[] whole = Files.readAllBytes(file);
        int central = centralDirectory(whole);
        for (int length = 0; length < central; length += 977) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(null, new LinkedHashMap<>()))
                    .describedAs("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "data/../../evil",
                "/etc/passwd",
                "data//x",
                "C:\\evil",
                "data/..",
                ".",
                "data/x\u0000y",
                "data/"
            })
    void read_nameThatLeadsOutOfTheFolder_isRefusedBeforeItIsOpened(String name) throws Exception {
        zip(Map.of(name, new byte[3]), Map.of());
        Map<String, byte[]> found = new LinkedHashMap<>();
        assertThatThrownBy(() -> read(null, found))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plain name");
        assertThat(found).isEmpty();
    }

    @Test
    void read_fileThatTheManifestTellsOtherwiseOrNotAtAll_isRefused() throws Exception {
        zip(Map.of("data/x", new byte[3]), Map.of("data/x", new byte[4]));
        assertRefused(null, "data/x is not what the manifest says");
        zip(Map.of("data/x", new byte[3]), Map.of());
        assertRefused(null, "the manifest does not know data/x");
        zip(Map.of(), Map.of("data/x", new byte[3]));
        assertRefused(null, "data/x is not what the manifest says");
    }

    private Manifest write(@Nullable Secret passphrase) throws IOException {
        return new BackupWriter(new SystemDisk(), passphrase, 0)
                .write(
                        file,
                        ABOUT,
                        List.of(
                                Part.of("data/noise", noise),
                                new Part("data/gone", () -> null),
                                Part.of("config/a b.yaml", "a: b".getBytes(UTF_8)),
                                Part.of("data/empty", new byte[0])));
    }

    /** A zip that holds the one and tells the other. */
    private void zip(Map<String, byte[]> held, Map<String, byte[]> told) throws IOException {
        Path other = folder.resolve("other");
        List<Part> parts = told.entrySet().stream()
                .map(each -> Part.of(each.getKey(), each.getValue()))
                .toList();
        Manifest manifest = new BackupWriter(new SystemDisk(), null, 0).write(other, ABOUT, parts);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : held.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(manifest.json().encode().getBytes(UTF_8));
        }
    }

    private Manifest read(@Nullable Secret passphrase, Map<String, byte[]> found) throws IOException {
        return new BackupReader(new SystemDisk(), passphrase).read(file, name -> new ByteArrayOutputStream() {
            @Override
            public void close() {
                found.put(name, toByteArray());
            }
        });
    }

    private void assertRefused(@Nullable Secret passphrase, String why) {
        assertThatThrownBy(() -> read(passphrase, new LinkedHashMap<>()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    /** Where the last part of a zip begins, which only repeats what is in the others. */
    private static int centralDirectory(byte[] zip) {
        int at = zip.length - 4;
        while (!(zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 5 && zip[at + 3] == 6)) {
            at--;
        }
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 16);
    }
}
