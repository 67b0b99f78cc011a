package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.supervisor.plugin.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * When and how often a notifier is used.
 *
 * @param id of the notifier in the configuration
 * @param to the recipients in the notifier's own form, 1 to 50
 * @param after for how long mail must have been down before a stand-in is used, 1 s to 1 day
 * @param limit how many notices one recipient gets
 */
public record NoticeSettings(String id, List<String> to, When when, Duration after, MailLimit limit) {

    /** When a notifier is used. */
    public enum When {
        /** Of what routes tell it, like a mail address. */
        ALWAYS,
        /** As a stand-in, while mail is down. */
        MAIL_DOWN;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How many notifiers there may be. */
    public static final int NOTIFIERS = 50;

    private static final int RECIPIENTS = 50;

    /** A plugin whose service needs to know whom to tell declares it. */
    private static final String TO = "to";

    /** What every notifier may say besides what its plugin declares. */
    public static final List<Setting> COMMON = List.of(
            Setting.optional(
                    "when",
                    Setting.Type.TEXT,
                    When.ALWAYS.word(),
                    "always, or mail-down: only while mails do not arrive"),
            Setting.optional(
                    "after",
                    Setting.Type.DURATION,
                    "10m",
                    "For how long mails must have failed to arrive before mail-down begins, 1s to 1d"),
            Setting.optional(
                    "per_hour", Setting.Type.INTEGER, 60, "The most notices an hour to one receiver, 1 to 3600"),
            Setting.optional(
                    "gather",
                    Setting.Type.DURATION,
                    "10s",
                    "The least time between two notices to one receiver, 0s to 1h; what comes in between is one notice"));

    public NoticeSettings {
        to = List.copyOf(to);
    }

    /**
     * Reads the settings of an entry.
     *
     * @throws SettingException if one is out of its range
     */
    public static NoticeSettings of(Entry entry) {
        Settings settings = entry.settings().withDefaults(COMMON);
        List<String> to = settings.has(TO) ? settings.texts(TO) : List.of(entry.id());
        if (to.isEmpty() || to.size() > RECIPIENTS) {
            throw settings.unusable(TO, "1 to 50 receivers");
        }
        Duration after = settings.duration("after");
        if (after.compareTo(Duration.ofSeconds(1)) < 0 || after.compareTo(Duration.ofDays(1)) > 0) {
            throw settings.unusable("after", "1s to 1d");
        }
        Duration gather = settings.duration("gather");
        if (gather.compareTo(Duration.ofHours(1)) > 0) {
            throw settings.unusable("gather", "0s to 1h");
        }
        return new NoticeSettings(
                entry.id(), to, when(settings), after, new MailLimit(settings.integer("per_hour", 1, 3_600), gather));
    }

    /**
     * Checks it against the rest of the configuration.
     *
     * @param settings of the same entry
     * @throws SettingException if a route names one that stands in, or if it is named as mail itself
     */
    public void check(Settings settings, MailSettings mail, List<Route> routes) {
        if (id.equals(OutageNotice.MAIL)) {
            throw settings.unusable("plugin", "an id other than 'mail'");
        }
        if (standsIn(mail) && routes.stream().anyMatch(route -> route.tells(id))) {
            throw settings.unusable("when", "always, as a route names it");
        }
    }

    /** Whether it is only used while mails do not arrive; where there is no mail server, it is always used. */
    public boolean standsIn(MailSettings mail) {
        return when == When.MAIL_DOWN && mail.configured();
    }

    /** What is the plugin's own of an entry's settings. */
    static Settings ofThePlugin(Settings settings) {
        return settings.without(COMMON);
    }

    private static When when(Settings settings) {
        for (When each : When.values()) {
            if (each.word().equals(settings.text("when"))) {
                return each;
            }
        }
        throw settings.unusable("when", "always or mail-down");
    }
}
