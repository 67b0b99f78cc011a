/** The public port: a proxy that damages connections byte by byte. */
@NullMarked
package dev.feedwarden.plugin.simulator.proxy;

import org.jspecify.annotations.NullMarked;
