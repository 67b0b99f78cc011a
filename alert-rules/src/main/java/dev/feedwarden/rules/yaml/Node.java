package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;

/** A value in a YAML file. */
public sealed interface Node permits Mapping, Sequence, Scalar {

    /** Where it begins. */
    Place place();

    /** What it is, for the second half of "expected ..., found ...". */
    String found();
}
