/**
 * YAML as a tree in which every node knows where it stands, read from text that may be hostile. Nothing here throws at its
 * caller for what a person wrote: it is told as problems.
 */
@NullMarked
package dev.feedwarden.rules.yaml;

import org.jspecify.annotations.NullMarked;
