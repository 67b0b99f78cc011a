/**
 * What a plugin and the supervisor say to each other.
 *
 * <p>Six kinds of extension, each in a package of its own: {@code feed}, {@code check}, {@code sink}, {@code action},
 * {@code notify} and {@code service}. This package holds what all of them share: the {@link dev.feedwarden.api.Provider}
 * that makes instances from the configuration, the {@link dev.feedwarden.api.Context} an instance lives in, settings,
 * metrics and readings, and the two seams {@link dev.feedwarden.api.Timers} and {@link dev.feedwarden.api.Disk}.
 */
@NullMarked
package dev.feedwarden.api;

import org.jspecify.annotations.NullMarked;
