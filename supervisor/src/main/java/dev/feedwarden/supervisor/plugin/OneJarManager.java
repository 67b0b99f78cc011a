package dev.feedwarden.supervisor.plugin;

import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/**
 * PF4J for one JAR. PF4J's managers are not safe for several threads and wait while a plugin starts or stops; with one
 * for each JAR, a plugin can hold up nobody but itself, and nothing of it is left when its manager is dropped.
 */
final class OneJarManager extends DefaultPluginManager {

    private final ClassLoader shared;

    OneJarManager(Path folder, String apiVersion, ClassLoader shared) {
        super(folder);
        this.shared = shared;
        setSystemVersion(apiVersion);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
                return new IsolatedClasses(pluginManager, descriptor, shared);
            }
        };
    }

    /** The plugin's own classes first, but for those that it shares with the program. */
    private static final class IsolatedClasses extends PluginClassLoader {
        private IsolatedClasses(PluginManager manager, PluginDescriptor descriptor, ClassLoader parent) {
            super(manager, descriptor, parent);
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return SharedClasses.shared(className);
        }
    }
}
