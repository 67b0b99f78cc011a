package dev.feedwarden.deploy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out the compatibility kit, which is test code in a JAR. */
final class OurCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return !location.contains("/dev/feedwarden/api/kit/") && !location.contains("-tests.jar");
    }
}
