package dev.feedwarden.supervisor.history;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * What a history holds, to compare a copy with.
 *
 * @param incidents all that are kept
 * @param open those that are not closed
 * @param mails all that are kept
 * @param unsent those that are not settled
 * @param rows hexadecimal sum of the SHA-256 of every incident, mail, silence and ladder; equal where these are equal,
 *     whatever their order
 */
public record HistorySummary(long incidents, long open, long mails, long unsent, String rows) {

    /** Where there is no history. */
    public static final HistorySummary NONE = new Counting().sum();

    /** Takes rows one by one. For one thread. */
    static final class Counting {

        private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

        private BigInteger sum = BigInteger.ZERO;
        private long incidents;
        private long open;
        private long mails;
        private long unsent;

        void incident(Incident incident) {
            incidents++;
            open += incident.closed() == null ? 1 : 0;
            row(incident);
        }

        void mail(Mail mail) {
            mails++;
            unsent += mail.state().settled() ? 0 : 1;
            row(mail);
        }

        /** Rows are records, whose text says all that they hold. */
        void row(Object row) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(row.toString().getBytes(StandardCharsets.UTF_8));
                sum = sum.add(new BigInteger(1, digest)).mod(MODULUS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        HistorySummary sum() {
            return new HistorySummary(incidents, open, mails, unsent, String.format(Locale.ROOT, "%064x", sum));
        }
    }
}
