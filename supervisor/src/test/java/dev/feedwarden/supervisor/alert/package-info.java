@NullMarked
package dev.feedwarden.supervisor.alert;

import org.jspecify.annotations.NullMarked;
