package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.backup.Manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a backup's file: a zip whose last entry is the {@link Manifest}, encrypted as a whole where a passphrase is given. */
final class BackupWriter {

    private final Disk disk;
    private final @Nullable Secret passphrase;
    private final long reserve;

    /** @param reserve bytes that must stay free on the disk */
    BackupWriter(Disk disk, @Nullable Secret passphrase, long reserve) {
        this.disk = disk;
        this.passphrase = passphrase;
        this.reserve = reserve;
    }

    /**
     * Writes the file and syncs it. Blocks. After a failure the file is of no use.
     *
     * @param about without its files
     */
    Manifest write(Path file, Manifest about, List<Part> parts) throws IOException {
        try (DiskOutput out = new DiskOutput(disk, file, reserve)) {
            Manifest manifest;
            if (passphrase == null) {
                manifest = zip(out, about, parts);
            } else {
                SealedOutput sealed = new SealedOutput(out, passphrase);
                manifest = zip(sealed, about, parts);
                sealed.finish();
            }
            out.sync();
            return manifest;
        }
    }

    private static Manifest zip(OutputStream out, Manifest about, List<Part> parts) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        List<Entry> written = new ArrayList<>();
        for (Part part : parts) {
            try (InputStream content = part.content().open()) {
                if (content != null) {
                    zip.putNextEntry(new ZipEntry(part.name()));
                    DigestInputStream digested = new DigestInputStream(content, sha256());
                    long bytes = digested.transferTo(zip);
                    zip.closeEntry();
                    written.add(new Entry(part.name(), bytes, hex(digested.getMessageDigest())));
                }
            }
        }
        Manifest manifest = about.with(written);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.json().encodePrettily().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        return manifest;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
