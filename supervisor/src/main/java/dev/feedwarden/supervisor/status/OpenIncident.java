package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident while it is written. Times are the wall clock's. */
final class OpenIncident {

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

    OpenIncident(String id, Trouble trouble, Level level, Instant opened) {
        this.id = id;
        this.trouble = trouble;
        this.level = level;
        worst = level;
        this.opened = opened;
        timeline = new Timeline(List.of());
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
        resumed = true;
    }

    Trouble trouble() {
        return trouble;
    }

    Level level() {
        return level;
    }

    boolean mailed() {
        return mailed;
    }

    boolean isOpen() {
        return closed == null;
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

    /** A person would have been told, but for a cause. An escalation says more than a level, and that more than a warning. */
    void owe(Occasion occasion) {
        if (owed == null || owed == Occasion.WARNED || occasion == Occasion.ESCALATED) {
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

    void told(Instant time, String text) {
        mailed = true;
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
                timeline.moments());
    }
}
