package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a program reaches a server, as the settings of a connection have it.
 *
 * @param uri without a password
 * @param user null for the one in the URI, or none
 * @param password null for none
 * @param tls as PostgreSQL's plugin has it; null for what the plugin does by itself
 */
public record Access(
        String uri,
        @Nullable String user,
        @Nullable String password,
        @Nullable String tls) {

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    /** To a server that asks for no name. */
    public static Access open(String uri) {
        return new Access(uri, null, null, null);
    }

    /**
     * An entry of the section {@code connections}, one line. Name and password stand in files beside the configuration, which
     * names them: so neither needs quoting, and neither is shown.
     *
     * @param folder that of the configuration
     * @param further settings, each with a comma before it
     */
    String entry(Path folder, String name, String plugin, String further) throws IOException {
        return "  " + name + ": {plugin: " + plugin + ", uri: \"" + uri + "\"" + kept(folder, name, "user", user)
                + kept(folder, name, "password", password) + (tls == null ? "" : ", tls: " + tls) + further + "}\n";
    }

    private static String kept(Path folder, String name, String setting, @Nullable String value) throws IOException {
        if (value == null) {
            return "";
        }
        String file = name + "." + setting;
        Path path = Files.createFile(folder.resolve(file), PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        Files.writeString(path, value);
        return ", " + setting + ": \"${file:" + file + "}\"";
    }

    @Override
    public String toString() {
        return uri;
    }
}
