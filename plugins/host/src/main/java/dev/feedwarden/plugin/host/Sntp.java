package dev.feedwarden.plugin.host;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;

/**
 * The messages of SNTP (RFC 4330): 48 bytes, times in seconds since 1900 and fractions of 2^-32 s.
 *
 * @param stratum steps from a reference clock, 1 to 15
 * @param received when the server got the question, by its clock
 * @param sent when it answered, by its clock
 */
record Sntp(int stratum, Instant received, Instant sent) {

    private static final int BYTES = 48;
    /** No leap warning, version 4, client. */
    private static final byte QUESTION = 0b00_100_011;

    private static final int SERVER_MODE = 4;
    private static final int UNSYNCHRONIZED = 3;
    /** From 1900 to 1970. */
    private static final long EPOCH = 2_208_988_800L;
    /** A second era begins in 2036: what looks older than 1968 is of that one. */
    private static final long HALF_ERA = 1L << 31;

    /** A question. Its time of sending need not be true: the server only gives it back. */
    static Buffer question(long token) {
        Buffer question = Buffer.buffer(new byte[BYTES]);
        question.setByte(0, QUESTION);
        question.setLong(40, token);
        return question;
    }

    /** @throws IllegalArgumentException for what is no answer to the question of this token, or says that it knows no time */
    static Sntp answer(Buffer answer, long token) {
        if (answer.length() < BYTES) {
            throw new IllegalArgumentException("expected " + BYTES + " bytes, found " + answer.length());
        }
        int head = answer.getByte(0);
        if ((head & 7) != SERVER_MODE || answer.getLong(24) != token) {
            throw new IllegalArgumentException("expected the answer to our question, found another message");
        }
        int stratum = answer.getUnsignedByte(1);
        if (((head >> 6) & 3) == UNSYNCHRONIZED || stratum < 1 || stratum > 15) {
            throw new IllegalArgumentException("the server is not synchronized, or refuses: stratum " + stratum);
        }
        return new Sntp(stratum, time(answer, 32), time(answer, 40));
    }

    /** How far our clock is behind the server's; negative if ahead. */
    Duration offset(Instant asked, Instant answered) {
        return Duration.between(asked, received)
                .plus(Duration.between(answered, sent))
                .dividedBy(2);
    }

    /** What of the time between question and answer was spent on the way. */
    Duration roundTrip(Duration between) {
        return between.minus(Duration.between(received, sent));
    }

    private static Instant time(Buffer answer, int at) {
        long seconds = answer.getUnsignedInt(at);
        long era = seconds < HALF_ERA ? 1L << 32 : 0;
        long nanos = (answer.getUnsignedInt(at + 4) * 1_000_000_000L) >>> 32;
        return Instant.ofEpochSecond(seconds + era - EPOCH, nanos);
    }
}
