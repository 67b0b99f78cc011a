package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.access.PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code users}: by name, {@code password} (the hash of one) for people and {@code token} for programs.
 * Both stand in a file or the environment and are referred to; messages never repeat them.
 */
final class UserReader {

    private static final int MOST = 1_000;
    private static final int SHORTEST_TOKEN = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final List<Setting> USER = List.of(
            Setting.optional("password", Setting.Type.TEXT, null, "The hash of a password"),
            Setting.optional("token", Setting.Type.SECRET, null, "What a program sends, at least 32 characters"));

    private final SectionReader sections;
    private final Problems problems;

    UserReader(SectionReader sections, Problems problems) {
        this.sections = sections;
        this.problems = problems;
    }

    List<Account> read(@Nullable Mapping section) {
        List<Account> accounts = new ArrayList<>();
        if (section == null) {
            return accounts;
        }
        for (Mapping.Entry entry : section.entries().values()) {
            String name = entry.key().text();
            if (!NAME.matcher(name).matches()) {
                problems.add(
                        entry.key().place(),
                        "expected a user's name of at most 64 letters, digits, and . _ @ -, found '" + name + "'");
            } else if (!(entry.value() instanceof Mapping body)) {
                problems.expected("a mapping for '" + name + "'", entry.value());
            } else if (accounts.size() >= MOST) {
                problems.add(entry.key().place(), "expected at most " + MOST + " users");
                return accounts;
            } else {
                accounts.add(account(name, body));
            }
        }
        return accounts;
    }

    private Account account(String name, Mapping body) {
        String path = "users." + name;
        Settings settings = sections.read(path, body, USER);
        Secret hash = settings.has("password") ? new Secret(settings.text("password")) : null;
        Secret token = settings.has("token") ? settings.secret("token") : null;
        if (hash == null && token == null && body.entries().isEmpty()) {
            problems.add(body.place(), path + ": expected 'password' or 'token', found neither");
        }
        if (hash != null && !PasswordHash.isOne(hash.reveal())) {
            problems.add(
                    SectionReader.place(body, path + ".password"),
                    path + ".password: expected " + PasswordHash.expected() + ", found something else");
        }
        if (token != null && token.reveal().length() < SHORTEST_TOKEN) {
            problems.add(
                    SectionReader.place(body, path + ".token"),
                    path + ".token: expected at least " + SHORTEST_TOKEN + " characters, found "
                            + token.reveal().length());
        }
        return new Account(name, hash, token);
    }
}
