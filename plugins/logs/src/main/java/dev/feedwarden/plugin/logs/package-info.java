/** Log files and the systemd journal, followed and counted. */
@NullMarked
package dev.feedwarden.plugin.logs;

import org.jspecify.annotations.NullMarked;
