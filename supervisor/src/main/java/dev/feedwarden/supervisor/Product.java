package dev.feedwarden.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is. */
public final class Product {

    /** The version of the program and of the plugin API that it offers. */
    public static final String VERSION = version();

    private Product() {}

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Product.class.getResourceAsStream("/product.properties")) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: /product.properties is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading /product.properties", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
