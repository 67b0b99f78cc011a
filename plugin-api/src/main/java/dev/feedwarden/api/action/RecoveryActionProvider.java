package dev.feedwarden.api.action;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Setting;
import java.util.List;

/** Makes recovery actions of one kind. */
public interface RecoveryActionProvider extends Provider<Context, RecoveryAction> {

    /** The typed parameters that a ladder's step may give. */
    default List<Setting> parameters() {
        return List.of();
    }
}
