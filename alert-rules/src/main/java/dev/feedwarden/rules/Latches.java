package dev.feedwarden.rules;

/** The thresholds of one rule over one subject, and what they say at present. */
final class Latches {

    private final Latch yellow;
    private final Latch red;
    private final Latch info;
    private final Latch mail;
    private boolean noted;
    private boolean mailed;

    Latches(Thresholds thresholds) {
        yellow = new Latch(thresholds.yellow());
        red = new Latch(thresholds.red());
        info = new Latch(thresholds.info());
        mail = new Latch(thresholds.mail());
    }

    /**
     * Takes the value from now on and says which level it has. Of NaN nothing is known.
     *
     * @param heard whether a reading came at this moment
     */
    Level take(double value, long now, boolean heard) {
        if (Double.isNaN(value)) {
            forget();
            return Level.GREY;
        }
        boolean isYellow = yellow.take(value, now, heard);
        boolean isRed = red.take(value, now, heard);
        noted = info.take(value, now, heard);
        mailed = mail.take(value, now, heard);
        if (isRed) {
            return Level.RED;
        }
        return isYellow ? Level.YELLOW : Level.GREEN;
    }

    /** Nothing is known now; the bands and the votes keep what they had. */
    void forget() {
        noted = false;
        mailed = false;
    }

    boolean noted() {
        return noted;
    }

    /** Whether the threshold of mails is met. */
    boolean mailed() {
        return mailed;
    }
}
