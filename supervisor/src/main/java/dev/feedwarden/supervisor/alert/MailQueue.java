package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unsettled rows in memory, in the order of their creation. Due times are monotonic, so that a jump of the wall clock
 * neither hurries nor delays a mail. Once it is full, newer rows are left in the store until it has asked for them, so that
 * the order stays. For one thread.
 */
final class MailQueue {

    private final int limit;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int left;
    private int leftBeforeLoad;

    private record Row(Mail mail, long due) {}

    MailQueue(int limit) {
        this.limit = limit;
    }

    boolean contains(String id) {
        return rows.containsKey(id);
    }

    /** All that is known of, in memory and left in the store. */
    int size() {
        return rows.size() + left;
    }

    /** When the oldest row was created; null if there is none. */
    @Nullable
    Instant oldest() {
        Collection<Row> all = rows.values();
        return all.isEmpty() ? null : all.iterator().next().mail.created();
    }

    /** The rows in memory, the oldest first. */
    List<Mail> all() {
        return rows.values().stream().map(Row::mail).toList();
    }

    /** Adds a row at the end, unless it is to be left in the store. */
    boolean offer(Mail mail, long due) {
        if (left > 0 || rows.size() >= limit) {
            left++;
            return false;
        }
        rows.put(mail.id(), new Row(mail, due));
        return true;
    }

    /** Adds a row instead of others that were taken out. */
    void put(Mail mail, long due) {
        rows.put(mail.id(), new Row(mail, due));
    }

    /** Replaces a row where it stands. */
    void replace(Mail mail, long due) {
        rows.replace(mail.id(), new Row(mail, due));
    }

    /** Whether rows were left in the store and half of the room is free. */
    boolean wantsMore() {
        return left > 0 && rows.size() <= limit / 2;
    }

    /** The store is about to be read. */
    void loadBegins() {
        leftBeforeLoad = left;
    }

    /** The rows of the store are about to be offered; those left since the reading began are still left after it. */
    void loadEnds(Runnable offers) {
        int since = left - leftBeforeLoad;
        left = 0;
        offers.run();
        left += since;
    }

    void remove(String id) {
        rows.remove(id);
    }

    /**
     * The first row that is due, whose recipient may get a mail, and which need not wait for an older one to him; null for
     * none.
     */
    @Nullable
    Mail next(long now, RecipientPace pace) {
        Set<String> taken = new HashSet<>();
        for (Row row : rows.values()) {
            boolean free = !taken.contains(row.mail.to());
            if (free && row.due - now <= 0 && pause(row.mail, now, pace) == 0) {
                return row.mail;
            }
            if (holdsUp(row, now)) {
                taken.add(row.mail.to());
            }
        }
        return null;
    }

    /** How many nanoseconds after now the first row falls due, by the rule of {@link #next}; null for never. */
    @Nullable
    Long untilNext(long now, RecipientPace pace) {
        Set<String> taken = new HashSet<>();
        Long least = null;
        for (Row row : rows.values()) {
            long wait = Math.max(pause(row.mail, now, pace), row.due - now);
            if (!taken.contains(row.mail.to()) && (least == null || wait < least)) {
                least = wait;
            }
            if (holdsUp(row, now)) {
                taken.add(row.mail.to());
            }
        }
        return least;
    }

    /** What has not been tried yet and may go to the recipient now, oldest first: what a digest may tell of. */
    List<Mail> fresh(String to, long now) {
        return rows.values().stream()
                .filter(row -> row.mail.to().equals(to) && row.due - now <= 0 && isFresh(row.mail))
                .map(Row::mail)
                .toList();
    }

    /** Later mails wait so that all arrive in order, but not for one that is itself held for quiet hours. */
    private static boolean holdsUp(Row row, long now) {
        boolean planned = row.mail.attempts() == 0 && row.due - now > 0;
        return RetryPolicy.goesFirst(row.mail) && !planned;
    }

    /** An attempt after the first is not held back by the recipient's limit. */
    private static long pause(Mail mail, long now, RecipientPace pace) {
        return mail.attempts() == 0 ? pace.wait(mail.to(), now) : 0;
    }

    private static boolean isFresh(Mail mail) {
        return mail.state() == Mail.State.PENDING && mail.attempts() == 0 && !mail.isDigest();
    }
}
