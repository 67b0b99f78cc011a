@NullUnmarked
package dev.feedwarden.supervisor.chart;

import org.jspecify.annotations.NullUnmarked;
