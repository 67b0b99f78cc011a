package dev.feedwarden.supervisor.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the alert pipeline that may keep an announcement back. What is kept back is owed: it is looked at again when
 * anything about incidents has changed, and when the stage says so, and told once no stage keeps it. The end of an incident
 * of which a person was told is never kept back.
 */
interface KeepingStage {

    /**
     * Looks at an incident of which a person is to be told.
     *
     * @param roots all incidents as they stand
     * @param now steady
     * @return why it is kept back; null to let it through
     */
    @Nullable
    Kept look(OpenIncident incident, Roots roots, Instant now);
}
