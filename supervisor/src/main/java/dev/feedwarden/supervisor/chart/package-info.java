/** The picture in a mail: what a rule measured in the last hours, with its thresholds. */
@NullMarked
package dev.feedwarden.supervisor.chart;

import org.jspecify.annotations.NullMarked;
