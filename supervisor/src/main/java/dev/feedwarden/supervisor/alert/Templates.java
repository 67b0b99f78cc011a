package dev.feedwarden.supervisor.alert;

/** How mails about incidents are written: both bodies. */
public record Templates(Stationery text, Stationery html) {

    /** The names of the user's own, in a folder beside the configuration. */
    public static final String TEXT = "mail.txt";

    public static final String HTML = "mail.html";

    /** Those that the program brings along. */
    public static Templates builtIn() {
        return new Templates(Stationery.text(), Stationery.html());
    }
}
