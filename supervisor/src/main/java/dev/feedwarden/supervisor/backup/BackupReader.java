package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.backup.Manifest.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a backup's file through, and believes nothing of it that its manifest does not say too. */
final class BackupReader {

    private static final int MOST_FILES = 10_000;
    private static final int MOST_MANIFEST_BYTES = 16 << 20;

    /** Names whose parts are no {@code .} or {@code ..}, and that no system takes for anything but a path below a folder. */
    private static final Pattern NAME = Pattern.compile(
            "(?!\\.\\.?(/|$))[^/\\\\:\\p{Cntrl}]{1,255}" + "(/(?!\\.\\.?(/|$))[^/\\\\:\\p{Cntrl}]{1,255}){0,30}");

    private final Disk disk;
    private final @Nullable Secret passphrase;

    /** @param passphrase where one is given, a file that is not encrypted is refused: anybody could have put it there */
    BackupReader(Disk disk, @Nullable Secret passphrase) {
        this.disk = disk;
        this.passphrase = passphrase;
    }

    /** Where the content of files goes. */
    @FunctionalInterface
    interface Taker {
        /** Opens something for a file's content; it is closed by the reader. */
        OutputStream take(String name) throws IOException;
    }

    /** Reads it through and gives nothing out. Blocks. */
    Manifest check(Path file) throws IOException {
        return read(file, name -> OutputStream.nullOutputStream());
    }

    /**
     * Reads it through. Blocks.
     *
     * @param taker gets every file before it is known whether all of them are sound
     * @throws IOException that says what is wrong with the file; what was given out is of no use then
     */
    Manifest read(Path file, Taker taker) throws IOException {
        try (InputStream raw = open(file);
                InputStream plain = decrypted(raw)) {
            return unzip(plain, taker);
        } catch (ZipException | IllegalArgumentException e) {
            throw new IOException(file + ": is no backup, or was changed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private InputStream open(Path file) throws IOException {
        Disk.File opened = disk.openToRead(file);
        return new BufferedInputStream(new DiskInput(opened, opened.size()), 128 * 1024);
    }

    private InputStream decrypted(InputStream raw) throws IOException {
        raw.mark(Sealing.HEAD);
        boolean sealed = Sealing.isHead(raw.readNBytes(Sealing.MAGIC.length));
        raw.reset();
        if (sealed && passphrase == null) {
            throw new IOException("is encrypted: expected a passphrase, found none");
        }
        if (!sealed && passphrase != null) {
            throw new IOException("is not encrypted, though a passphrase is given: expected what that encrypts");
        }
        return passphrase == null ? raw : new SealedInput(raw, passphrase);
    }

    private static Manifest unzip(InputStream plain, Taker taker) throws IOException {
        ZipInputStream zip = new ZipInputStream(plain);
        Map<String, Entry> found = new LinkedHashMap<>();
        @Nullable ZipEntry entry = zip.getNextEntry();
        while (entry != null && !entry.getName().equals(Manifest.NAME)) {
            String name = entry.getName();
            if (!NAME.matcher(name).matches() || found.containsKey(name) || found.size() >= MOST_FILES) {
                throw new IOException("expected at most " + MOST_FILES
                        + " files, each once and with a plain name, found '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "'");
            }
            found.put(name, take(zip, name, taker));
            entry = zip.getNextEntry();
        }
        if (entry == null) {
            throw new IOException("is no backup, or was cut off: it has no manifest");
        }
        Manifest manifest = Manifest.of(new String(zip.readNBytes(MOST_MANIFEST_BYTES), StandardCharsets.UTF_8));
        if (zip.getNextEntry() != null) {
            throw new IOException("was changed: there is something after its manifest");
        }
        // An encrypted file is read to its end, for only its last chunk says that it is whole.
        plain.transferTo(OutputStream.nullOutputStream());
        compare(manifest, found);
        return manifest;
    }

    private static Entry take(InputStream zip, String name, Taker taker) throws IOException {
        MessageDigest digest = BackupWriter.sha256();
        try (OutputStream to = taker.take(name)) {
            long bytes = new DigestInputStream(zip, digest).transferTo(to);
            return new Entry(name, bytes, BackupWriter.hex(digest));
        }
    }

    private static void compare(Manifest manifest, Map<String, Entry> found) throws IOException {
        Set<String> told = new HashSet<>();
        for (Entry entry : manifest.files()) {
            told.add(entry.name());
            if (!entry.equals(found.get(entry.name()))) {
                throw new IOException("was changed: " + entry.name() + " is not what the manifest says");
            }
        }
        for (String name : found.keySet()) {
            if (!told.contains(name)) {
                throw new IOException("was changed: the manifest does not know " + name);
            }
        }
    }
}
