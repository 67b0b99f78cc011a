package dev.feedwarden.api.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be subscribed by itself.
 *
 * @param id the venue's name of the instrument, and the second part of the subject {@code feed/stream}
 * @param expires when it ends, by venue time; null for never
 */
public record Stream(String id, @Nullable Instant expires) {}
