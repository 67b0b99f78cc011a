package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An incident while it is written. Times are the wall clock's. */
final class OpenIncident {

    private static final List<Occasion> BY_WEIGHT =
            List.of(Occasion.REMINDED, Occasion.PASSED_ON, Occasion.WARNED, Occasion.REACHED, Occasion.ESCALATED);

    private final String id;
    private final Trouble trouble;
    private final Instant opened;
    private final Timeline timeline;
    private Level level;
    private Level worst;
    private @Nullable Instant closed;
    private boolean mailed;
    private boolean escalated;
    private boolean resumed;
    private Marks marks = Marks.NONE;
    private boolean reachedMail;
    private @Nullable Occasion owed;
    private @Nullable String root;
    private String thread;
    private @Nullable String keptFor;
    private Attention attention = Attention.NONE;

    OpenIncident(String id, Trouble trouble, Level level, Instant opened) {
        this.id = id;
        this.trouble = trouble;
        this.level = level;
        worst = level;
        this.opened = opened;
        timeline = new Timeline(List.of());
        thread = Incident.thread(id, opened);
    }

    /** One that an earlier process left open. */
    OpenIncident(Incident incident) {
        id = incident.id();
        trouble = new Trouble(incident.rule(), incident.subject());
        opened = incident.opened();
        timeline = new Timeline(incident.timeline());
        level = incident.level();
        worst = incident.timeline().stream()
                .filter(moment -> moment.kind().equals("change"))
                .map(moment -> Wording.levelOf(moment.text()))
                .reduce(level, Level::worse);
        mailed = incident.mailed();
        reachedMail = mailed;
        root = incident.root();
        thread = incident.thread();
        attention = incident.attention();
        resumed = true;
    }

    String id() {
        return id;
    }

    Instant opened() {
        return opened;
    }

    Trouble trouble() {
        return trouble;
    }

    Level level() {
        return level;
    }

    /** When its level moved last, or else when it was opened. */
    Instant moved() {
        return timeline.moments().stream()
                .filter(moment -> moment.kind().equals("change"))
                .map(Incident.Moment::time)
                .max(Comparator.naturalOrder())
                .orElse(opened);
    }

    boolean mailed() {
        return mailed;
    }

    boolean isOpen() {
        return closed == null;
    }

    /** When it ended; null while it is open. */
    @Nullable
    Instant closed() {
        return closed;
    }

    /** Whether it was resumed and the engine does not know again yet what the earlier process knew. */
    boolean resumed() {
        return resumed;
    }

    void known() {
        resumed = false;
    }

    /** Whether a person was called for, and the level has not become better since. */
    boolean escalated() {
        return escalated;
    }

    void escalate() {
        escalated = true;
    }

    /** What the rule says besides the level, as it was told last. */
    Marks marks() {
        return marks;
    }

    /** An earlier process wrote this down already. */
    void remember(Marks told) {
        marks = told;
    }

    /** Takes what the rule says now and writes down what is different. */
    void mark(Marks next, Instant time) {
        Wording.marked(marks, next).forEach(text -> add(time, "note", text));
        marks = next;
    }

    /** A person would have been told, but was not; of several occasions the one that says most is owed. */
    void owe(Occasion occasion) {
        if (owed == null || BY_WEIGHT.indexOf(occasion) > BY_WEIGHT.indexOf(owed)) {
            owed = occasion;
        }
    }

    boolean owes() {
        return owed != null;
    }

    /** The threshold for mails is reached. Answers whether that is news, as it is once for an incident. */
    boolean reachesMail() {
        boolean news = !reachedMail;
        reachedMail = true;
        return news;
    }

    /** What a person is to be told now that there is no cause any more; null for nothing. */
    @Nullable
    Occasion settle() {
        @Nullable Occasion settled = owed;
        owed = null;
        return settled;
    }

    /** Whether another incident tells of it. */
    boolean isFolded() {
        return root != null;
    }

    boolean isFoldedInto(OpenIncident other) {
        return other.id.equals(root);
    }

    /** The other one tells of it from now on. */
    void fold(OpenIncident into, Instant time) {
        if (!isFoldedInto(into)) {
            root = into.id;
            add(time, "note", "belongs to " + into.id + ": " + into.trouble.rule() + " for " + into.trouble.subject());
        }
    }

    /** What it belonged to is over, and it is not. */
    void standAlone(Instant time) {
        if (root != null) {
            add(time, "note", "lasts after " + root);
            root = null;
        }
    }

    /** Goes on with the thread of one that is over, whose closing mail becomes this one's. */
    void inherit(OpenIncident over, Instant time) {
        mailed = over.mailed;
        thread = over.thread;
        attention = over.attention;
        owed = null;
        root = null;
        add(time, "note", "goes on from " + over.id);
    }

    /**
     * A stage keeps back what would be told of it, or none does any more.
     *
     * @param why null for a reason that is not worth a note, and for none
     * @return whether that is news
     */
    boolean keptFor(@Nullable String why, Instant time) {
        if (Objects.equals(why, keptFor)) {
            return false;
        }
        keptFor = why;
        if (why != null) {
            add(time, "note", why);
        }
        return why != null;
    }

    Attention attention() {
        return attention;
    }

    /** Somebody takes care of it. */
    void acknowledge(Acknowledgement by) {
        attention = attention.acknowledgedBy(by);
        add(by.time(), "person", Wording.acknowledged(by));
    }

    /** Nobody takes care of it any more. */
    void takeBack(String who, Instant time) {
        attention = attention.acknowledgedBy(null);
        add(time, "person", "acknowledgement taken back by " + who);
    }

    void reach(Level reached, Instant time, String text) {
        escalated &= level.worse(reached) == reached;
        level = reached;
        worst = worst.worse(reached);
        add(time, "change", text);
        if (reached == Level.GREEN) {
            closed = time;
        }
    }

    /** Ends it although nothing has become better. */
    void close(Instant time, String why) {
        level = Level.GREEN;
        closed = time;
        add(time, "note", why);
    }

    void told(Occasion occasion, List<String> to, Instant time, String text) {
        mailed = true;
        attention = attention.told(to, time);
        if (occasion == Occasion.PASSED_ON) {
            attention = attention.passOn();
        }
        add(time, "mail", text);
    }

    void add(Instant time, String kind, String text) {
        timeline.add(new Moment(time, kind, text));
    }

    Incident snapshot() {
        return new Incident(
                id,
                trouble.rule(),
                trouble.subject(),
                closed == null ? level : worst,
                opened,
                closed,
                mailed,
                root,
                thread,
                attention,
                timeline.moments());
    }
}
