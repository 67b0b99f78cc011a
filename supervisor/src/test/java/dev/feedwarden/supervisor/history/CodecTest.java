package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.rules.StatusChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -1.5, 1e-300, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
    void change_roundTrip_isEqual(double value) {
        Codec<StatusChange> codec = new ChangeCodec();
        StatusChange change = new StatusChange(
                "rule",
                "deribit/ETH-1",
                Level.GREY,
                Level.YELLOW,
                value,
                Rows.NOON,
                Rows.NOON.plusNanos(1),
                new Marks(value > 0, value < 0, value == 0 ? "internet" : null));

        assertThat(codec.decode(codec.encode(change))).isEqualTo(change);
    }

    @Test
    void incident_roundTrip_isEqual() {
        Codec<Incident> codec = new IncidentCodec();
        for (Incident incident : List.of(Rows.incident(7, false), Rows.incident(8, true))) {
            assertThat(codec.decode(codec.encode(incident))).isEqualTo(incident);
        }
    }

    @ParameterizedTest
    @EnumSource(Mail.State.class)
    void mail_roundTrip_isEqual(Mail.State state) {
        Codec<Mail> codec = new MailCodec();
        Mail mail = Rows.mail(9, state);

        assertThat(codec.decode(codec.encode(mail))).isEqualTo(mail);
    }

    @Test
    void silence_roundTrip_isEqual() {
        Codec<Silence> codec = new SilenceCodec();
        for (Silence silence : List.of(Rows.silence(1, false), Rows.silence(2, true))) {
            assertThat(codec.decode(codec.encode(silence))).isEqualTo(silence);
        }
    }

    @Test
    void incident_ofTheFirstVersion_hasItsOwnThreadAndNobodyIsAttentive() {
        String text = """
                {"id":"i-7","rule":"silence","subject":"deribit","level":"red","opened":"2026-03-01T10:00:00Z",
                "closed":null,"mailed":true,"timeline":[]}""";
        Incident incident = new IncidentCodec().decode(text);

        assertThat(incident.thread()).isEqualTo("i-7-1772359200000");
        assertThat(incident.attention()).isEqualTo(Attention.NONE);
    }

    @Test
    void ladder_roundTrip_isEqual() {
        Codec<LadderState> codec = new LadderCodec();
        LadderState well = new LadderState(
                "rule", "deribit", "feed", 0, 0, Rows.NOON, List.of(), null, Rows.NOON.plusSeconds(3), null);
        for (LadderState ladder : List.of(Rows.ladder("deribit", 3), well)) {
            assertThat(codec.decode(codec.encode(ladder))).isEqualTo(ladder);
        }
    }

    @Test
    void ladder_ofTheFirstVersion_keepsWhenItActed() {
        String text = """
                {"rule":"silence","subject":"deribit","ladder":"feed","rung":2,"evidence":"2026-03-01T10:00:00Z",
                "acted":["2026-03-01T10:03:00Z"],"running":null,"healthySince":null}""";
        LadderState ladder = new LadderCodec().decode(text);

        assertThat(ladder.round()).isZero();
        assertThat(ladder.acted())
                .containsExactly(new LadderState.Acted(
                        Instant.parse("2026-03-01T10:03:00Z"), 0, "", Set.of("feed"), Set.of(), 0));
    }

    @Test
    void decode_unknownField_isPassedOver() {
        String text = new LadderCodec().encode(Rows.ladder("deribit", 3)).replaceFirst("\\{", "{\"later\":1,");

        assertThat(new LadderCodec().decode(text)).isEqualTo(Rows.ladder("deribit", 3));
    }
}
