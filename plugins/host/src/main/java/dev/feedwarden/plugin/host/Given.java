package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Settings that several instances have, each read in one way. */
final class Given {

    static final Setting COMMAND = Setting.required(
            "command", Setting.Type.TEXT, "The program, as an absolute path; nothing else is ever run");
    static final Setting ARGUMENTS = Setting.optional(
            "arguments", Setting.Type.TEXTS, null, "Its arguments, one by one, up to 100; no shell reads them");
    static final Setting TIMEOUT = Setting.optional(
            "run_timeout",
            Setting.Type.DURATION,
            "10s",
            "How long it may run, 100ms to 5m; then it is killed with all it has started");
    static final Setting SYSTEMCTL = Setting.optional(
            "systemctl", Setting.Type.TEXT, "/usr/bin/systemctl", "The program systemctl, as an absolute path");
    static final Setting UNITS =
            Setting.required("units", Setting.Type.TEXTS, "Names of systemd units such as redis.service, 1 to 20");

    private static final int MOST_ARGUMENTS = 100;
    private static final int MOST_UNITS = 20;
    /** What systemd.unit(5) allows, but not at the start what would be an option or a hidden file. */
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.@\\\\-]{0,200}\\.[a-z]{3,12}");

    private Given() {}

    /** A path that is absolute and names the same place whether or not it is made simpler. */
    static Path path(Settings settings, String name) {
        return path(settings, name, settings.text(name));
    }

    static Path path(Settings settings, String name, String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.unusable(name, "an absolute path without ..");
        }
        if (!path.isAbsolute() || !path.normalize().toString().equals(text)) {
            throw settings.unusable(name, "an absolute path without ..");
        }
        return path;
    }

    /** The program and its arguments. */
    static List<String> command(Settings settings) {
        List<String> command = new ArrayList<>();
        command.add(path(settings, COMMAND.name()).toString());
        if (settings.has(ARGUMENTS.name())) {
            command.addAll(settings.texts(ARGUMENTS.name()));
        }
        if (command.size() > MOST_ARGUMENTS + 1 || command.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw settings.unusable(ARGUMENTS.name(), "up to " + MOST_ARGUMENTS + " arguments without NUL");
        }
        return List.copyOf(command);
    }

    static Duration timeout(Settings settings) {
        Duration timeout = settings.duration(TIMEOUT.name());
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw settings.unusable(TIMEOUT.name(), "a duration from 100ms to 5m");
        }
        return timeout;
    }

    static List<String> units(Settings settings) {
        List<String> units = settings.texts(UNITS.name());
        if (units.isEmpty()
                || units.size() > MOST_UNITS
                || !units.stream().allMatch(unit -> UNIT.matcher(unit).matches())) {
            throw settings.unusable(UNITS.name(), "1 to " + MOST_UNITS + " names of units with their kind");
        }
        return units;
    }
}
