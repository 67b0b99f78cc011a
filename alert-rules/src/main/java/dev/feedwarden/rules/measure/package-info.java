/**
 * What rules compute from readings. A measure is one class: a record that says what is computed, and the measurement that
 * computes it for one subject.
 */
@NullMarked
package dev.feedwarden.rules.measure;

import org.jspecify.annotations.NullMarked;
