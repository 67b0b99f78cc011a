package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.history.Incident.Moment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void add_asManyAsFit_keepsThemAll() {
        Timeline timeline = filled(new Timeline(List.of()), 0, Timeline.MOST - 1);

        assertThat(timeline.moments())
                .hasSize(Timeline.MOST - 1)
                .extracting(Moment::text)
                .contains("moment 0", "moment 198")
                .doesNotContain("1 moments are left out");
    }

    @Test
    void add_more_foldsTheMiddleAndCountsIt() {
        Timeline timeline = filled(new Timeline(List.of()), 0, 1_000);

        List<Moment> moments = timeline.moments();
        assertThat(moments).hasSize(Timeline.MOST);
        assertThat(moments.get(99).text()).isEqualTo("moment 99");
        assertThat(moments.get(100).text()).isEqualTo("801 moments are left out");
        assertThat(moments.get(101).text()).isEqualTo("moment 901");
        assertThat(moments).isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
    }

    @Test
    void resumed_foldedOne_countsOn() {
        Timeline before = filled(new Timeline(List.of()), 0, 1_000);
        Timeline resumed = filled(new Timeline(before.moments()), 1_000, 1_010);

        assertThat(resumed.moments()).hasSize(Timeline.MOST);
        assertThat(resumed.moments().get(100).text()).isEqualTo("811 moments are left out");
    }

    private static Timeline filled(Timeline timeline, int from, int to) {
        for (int i = from; i < to; i++) {
            timeline.add(new Moment(START.plusSeconds(i), "note", "moment " + i));
        }
        return timeline;
    }
}
