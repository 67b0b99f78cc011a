package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link FrameDecoding}: the decoder keeps at least 0.7 of the pace of a bare split into fields. */
class DecodeBenchmark {

    @Test
    void decoder_againstABareSplit_keepsItsPace() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(FrameDecoding.class.getName())
                        .build())
                .run();
        assertThat(score(results, "decoder")).isGreaterThan(0.7 * score(results, "splitAlone"));
    }

    private static double score(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
    }
}
