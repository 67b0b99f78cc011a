package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The chunks of an encrypted file. Each holds {@value #CHUNK} bytes but the last, which may hold fewer, and is sealed by
 * itself with AES-256-GCM, so that nothing is given out that was not checked. The nonce is seven random bytes of the file,
 * the chunk's number (4) and whether it is the last (1): a chunk that is moved, left out or repeated, and a file that is cut
 * off or goes on, do not open. This is the STREAM construction, as age and Tink use it. The head is sealed with every chunk.
 *
 * <p>Head: magic (8), version (4), rounds (4), salt (16), nonce (7). The key is PBKDF2-HMAC-SHA256 of the passphrase.
 */
final class Sealing {

    static final int CHUNK = 64 * 1024;
    static final int TAG = 16;
    static final int HEAD = 39;
    static final byte[] MAGIC = "FWSEAL\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int VERSION = 1;

    /** As OWASP advises for PBKDF2-HMAC-SHA256 (2023); some 200 ms. */
    private static final int ROUNDS = 600_000;

    /** What a file may ask for: fewer would be no protection, more would hold up who reads it. */
    private static final int LEAST_ROUNDS = 100_000;

    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT = 16;
    private static final int NONCE = 7;

    private final byte[] head;
    private final SecretKeySpec key;
    private int number;

    private Sealing(byte[] head, Secret passphrase) throws IOException {
        this.head = head;
        ByteBuffer fields = ByteBuffer.wrap(head).position(MAGIC.length);
        int version = fields.getInt();
        int rounds = fields.getInt();
        if (version != VERSION || rounds < LEAST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new IOException("expected an encrypted backup of version " + VERSION + " with " + LEAST_ROUNDS
                    + " to " + MOST_ROUNDS + " rounds, found version " + version + " with " + rounds);
        }
        byte[] salt = new byte[SALT];
        fields.get(salt);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(passphrase.reveal().toCharArray(), salt, rounds, 256))
                    .getEncoded();
            key = new SecretKeySpec(derived, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 with HMAC-SHA256", e);
        }
    }

    /** For a new file. */
    static Sealing fresh(Secret passphrase) throws IOException {
        byte[] random = new byte[SALT + NONCE];
        new SecureRandom().nextBytes(random);
        return new Sealing(
                ByteBuffer.allocate(HEAD)
                        .put(MAGIC)
                        .putInt(VERSION)
                        .putInt(ROUNDS)
                        .put(random)
                        .array(),
                passphrase);
    }

    /** For a file with this head. */
    static Sealing of(byte[] head, Secret passphrase) throws IOException {
        if (head.length != HEAD || !isHead(head)) {
            throw new IOException("expected an encrypted backup, found something else");
        }
        return new Sealing(head, passphrase);
    }

    /** Whether an encrypted file begins so. */
    static boolean isHead(byte[] begin) {
        return begin.length >= MAGIC.length && Arrays.equals(begin, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    byte[] head() {
        return head.clone();
    }

    /** Seals the next chunk. */
    byte[] seal(byte[] chunk, int length, Position position) throws IOException {
        try {
            return cipher(Cipher.ENCRYPT_MODE, position).doFinal(chunk, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IOException("a chunk cannot be encrypted", e);
        }
    }

    /**
     * Opens the next chunk.
     *
     * @throws IOException if it is not what was sealed there with this passphrase
     */
    byte[] open(byte[] sealed, int length, Position position) throws IOException {
        int opened = number;
        try {
            return cipher(Cipher.DECRYPT_MODE, position).doFinal(sealed, 0, length);
        } catch (AEADBadTagException e) {
            throw new IOException(
                    opened == 0
                            ? "the passphrase is not the one it was encrypted with, or its beginning was changed"
                            : "it was changed or cut off in or after chunk " + opened,
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("chunk " + opened + " cannot be decrypted: " + e.getMessage(), e);
        }
    }

    private Cipher cipher(int mode, Position position) throws GeneralSecurityException {
        ByteBuffer nonce = ByteBuffer.allocate(12)
                .put(head, HEAD - NONCE, NONCE)
                .putInt(number)
                .put((byte) (position == Position.LAST ? 1 : 0));
        number = Math.addExact(number, 1);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
        cipher.updateAAD(head);
        return cipher;
    }

    /** Whether a chunk is followed by others. */
    enum Position {
        FOLLOWED,
        LAST
    }
}
