/** Exchanges on this machine that speak the real protocols and fail on request. */
@NullMarked
package dev.feedwarden.plugin.simulator;

import org.jspecify.annotations.NullMarked;
