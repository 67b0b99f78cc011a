package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeSettingsTest {

    private static final MailSettings MAIL = Post.clear(25, "me@example.com");

    @Test
    void nothingSaid_isAlwaysUsed_andTellsOne() {
        NoticeSettings settings = NoticeSettings.of(entry("ops", Map.of()));

        assertThat(settings.to()).containsExactly("ops");
        assertThat(settings.standsIn(MAIL)).isFalse();
        assertThat(settings.after()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "when, sometimes, 'notifiers.ops.when: expected always or mail-down, found ''sometimes'''",
        "after, 0s, 'notifiers.ops.after: expected 1s to 1d, found ''0s'''",
        "gather, 2h, 'notifiers.ops.gather: expected 0s to 1h, found ''2h'''",
    })
    void outOfRange_isNamed(String name, String value, String problem) {
        assertThatThrownBy(() -> NoticeSettings.of(entry("ops", Map.of(name, value))))
                .isInstanceOf(SettingException.class)
                .hasMessage(problem);
    }

    @Test
    void standInThatARouteNames_isAMistake_exceptWithoutAMailServer() {
        Entry entry = entry("ops", Map.of("when", "mail-down"));
        NoticeSettings settings = NoticeSettings.of(entry);
        List<Route> routes = List.of(Route.all(List.of("ops")));

        assertThatThrownBy(() -> settings.check(entry.settings(), MAIL, routes))
                .hasMessage("notifiers.ops.when: expected always, as a route names it, found 'mail-down'");
        settings.check(entry.settings(), MAIL, List.of());
        settings.check(entry.settings(), MailSettings.kept(null), routes);
    }

    @Test
    void notifierNamedMail_isAMistake() {
        Entry entry = entry("mail", Map.of("plugin", "http"));

        assertThatThrownBy(() -> NoticeSettings.of(entry).check(entry.settings(), MAIL, List.of()))
                .hasMessageContaining("expected an id other than 'mail'");
    }

    private static Entry entry(String id, Map<String, Object> settings) {
        return new Entry(Kind.NOTIFIER, id, "http", Settings.of("notifiers." + id, settings));
    }
}
