/** Tells whoever started the program how it is: a service manager such as systemd, and the launcher that supervises. */
@NullMarked
package dev.feedwarden.supervisor.oversight;

import org.jspecify.annotations.NullMarked;
