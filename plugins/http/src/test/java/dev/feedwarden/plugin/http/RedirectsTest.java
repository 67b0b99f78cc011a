package dev.feedwarden.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedirectsTest {

    @ParameterizedTest
    @CsvSource({
        "http://a/x,301,http://b/,http://b/",
        "http://a/x/y,302,z?q=1,http://a/x/z?q=1",
        "http://a/x,303,https://b/,https://b/",
        "https://a/x,307,/y,https://a/y",
        "https://a/x,308,//b/y,https://b/y"
    })
    void next_redirect_isWhereItPoints(String asked, int status, String location, String next) {
        assertThat(Redirects.next(URI.create(asked), status, location)).isEqualTo(URI.create(next));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/x,200,http://b/",
        "http://a/x,304,http://b/",
        "http://a/x,302,",
        "http://a/x,302,http://b:/%zz",
        "http://a/x,302,file:///etc/passwd",
        "https://a/x,302,http://a/x"
    })
    void next_noneThatMayBeFollowed_isNone(String asked, int status, String location) {
        assertThat(Redirects.next(URI.create(asked), status, location)).isNull();
    }
}
