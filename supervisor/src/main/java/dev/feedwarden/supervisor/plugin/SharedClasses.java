package dev.feedwarden.supervisor.plugin;

import java.util.List;

/**
 * What a plugin sees of the program: the classes that both must agree on, and those of the Java platform. Everything
 * else a plugin brings itself, so that the program's own libraries can change without it.
 */
final class SharedClasses extends ClassLoader {

    private static final List<String> PREFIXES = List.of(
            "dev.feedwarden.api.",
            "io.vertx.core.",
            "io.netty.",
            "org.slf4j.",
            "org.jspecify.",
            "com.fasterxml.jackson.core.",
            "org.pf4j.");

    private final ClassLoader program = SharedClasses.class.getClassLoader();

    SharedClasses() {
        super("shared-classes", ClassLoader.getPlatformClassLoader());
    }

    static boolean shared(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return shared(name) ? program.loadClass(name) : super.loadClass(name, resolve);
    }
}
