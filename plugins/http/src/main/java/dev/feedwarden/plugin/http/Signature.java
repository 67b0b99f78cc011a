package dev.feedwarden.plugin.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a receiver see that a body is from us and is new: HMAC-SHA256 over the time in seconds since 1970, a dot and the
 * body, as hexadecimal digits after {@code v1=}. A receiver compares in constant time and refuses times more than
 * 5 minutes away from its own.
 */
final class Signature {

    static final String TIMESTAMP = "X-Feedwarden-Timestamp";
    static final String SIGNATURE = "X-Feedwarden-Signature";

    private Signature() {}

    static Map<String, String> headers(String key, Instant now, String body) {
        String time = Long.toString(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TIMESTAMP, time);
        headers.put(SIGNATURE, "v1=" + HexFormat.of().formatHex(mac(key, time + "." + body)));
        return headers;
    }

    private static byte[] mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
