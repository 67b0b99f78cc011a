package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.util.List;

/** Turns an announcement into rows of the outbox, one for each recipient. Pure but for the numbers it hands out. */
public interface Composer {

    /**
     * Composes the rows that are to be committed together with the change that caused them.
     *
     * @return one row for each recipient; {@code KEPT} where no mail server is configured
     */
    List<Mail> compose(Announcement announcement);

    /**
     * Composes the rows of what is no incident.
     *
     * @return one row for each recipient; none where nobody wants to hear of it
     */
    default List<Mail> compose(Bulletin bulletin) {
        return List.of();
    }

    /** When people hear of Feedwarden although nothing is wrong. */
    default Rounds rounds() {
        return Rounds.NONE;
    }
}
