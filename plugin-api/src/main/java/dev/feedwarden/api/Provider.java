package dev.feedwarden.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A stateless factory that a plugin contributes. It is annotated with {@link org.pf4j.Extension} in the plugin.
 *
 * <p>What it declares ({@link #settings()}, {@link #metrics()}) is read before anything runs, so that the configuration
 * and the rules are checked first. {@link #create} is called on the event loop of the instance's context.
 *
 * @param <C> the context its instances live in
 * @param <I> what it makes
 */
public interface Provider<C extends Context, I extends Instance> extends ExtensionPoint {

    /** The name under which the configuration asks for it ({@code plugin: deribit}): {@code [a-z][a-z0-9-]*}. */
    String type();

    /** Every setting that an entry may have. A setting that is not declared is an error in the configuration. */
    List<Setting> settings();

    /** The metrics that its instances report besides those the supervisor reports for their kind. */
    default List<Metric> metrics() {
        return List.of();
    }

    /**
     * The names of those settings that describe how the outside system is reached. An entry of the section {@code
     * connections} may hold them, so that several instances share them by its name ({@code connection: db}). Such an
     * instance finds that name in the setting {@code connection}, which must not be declared. Providers of one type, of
     * whatever kind, give the same names.
     */
    default List<String> connection() {
        return List.of();
    }

    /**
     * Reads the settings as {@link #create} would, so that what is out of range or does not go together is found before
     * anything runs. Starts and opens nothing; it may read files that the settings name. Called on the plugin's event
     * loop. By default every entry is taken.
     *
     * @param settings as {@link #create} would get them
     * @throws SettingException for the first setting that cannot be used
     */
    default void check(Settings settings) {}

    /**
     * Makes one instance for one entry of the configuration.
     *
     * @throws SettingException if a setting cannot be used, or those given do not go together
     */
    I create(Settings settings, C context);
}
