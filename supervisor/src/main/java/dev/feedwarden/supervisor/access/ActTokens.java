package dev.feedwarden.supervisor.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what the holder of a mail may do, and reads it again: {@code base64url(payload).base64url(HMAC-SHA256)}. Whoever has
 * the mail has the right, for {@link #LIFE} and for this one purpose and incident alone. The key is 32 random bytes in a
 * file that only its owner reads. Immutable; safe from any thread.
 */
public final class ActTokens {

    /** How long a token is good. */
    public static final Duration LIFE = Duration.ofDays(7);

    /** The name of the key's file in the data folder. */
    public static final String FILE = "act.key";

    private static final int KEY_BYTES = 32;
    private static final int LONGEST = 2_000;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * What a token says.
     *
     * @param purpose one word
     * @param recipient who got the mail
     */
    public record Act(String purpose, String incident, String recipient, Instant expires) {}

    /** With a key of 32 bytes. */
    public ActTokens(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key: expected 32 bytes, found " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * With the key of a data folder, which is made if there is none. Blocks.
     *
     * @throws IOException if the file cannot be read or made, or holds no key
     */
    public static ActTokens of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            write(file, made);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + ": expected a key of 32 bytes, found " + key.length
                    + "; delete the file, and links in mails already sent are void");
        }
        return new ActTokens(key);
    }

    /** A token that is good from now on. */
    public String sign(String purpose, String incident, String recipient, Instant now) {
        String payload = String.join(
                "\n", purpose, incident, recipient, Long.toString(now.plus(LIFE).getEpochSecond()));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(bytes) + "." + base64.encodeToString(mac(bytes));
    }

    /** What a token says, also one that has lapsed; null for one that was not signed here. */
    public @Nullable Act read(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return null;
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, mac(payload))) {
                return null;
            }
            String[] parts = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
            return new Act(parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])));
        } catch (IllegalArgumentException e) {
            return null; // no base64
        }
    }

    private static void write(Path file, byte[] key) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(ByteBuffer.wrap(key));
        }
    }

    private byte[] mac(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
