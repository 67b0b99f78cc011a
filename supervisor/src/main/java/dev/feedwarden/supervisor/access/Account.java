package dev.feedwarden.supervisor.access;

import dev.feedwarden.api.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the section {@code users}: a person with a password, a program with a token, or both.
 *
 * @param hash of the password, as {@link PasswordHash#of} makes it
 * @param token what a program sends as {@code Authorization: Bearer}
 */
public record Account(
        String name, @Nullable Secret hash, @Nullable Secret token) {}
