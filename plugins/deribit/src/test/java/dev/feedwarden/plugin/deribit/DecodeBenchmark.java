package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link TickerDecoding}: the decoder keeps at least 0.7 of the pace of the parser alone. */
class DecodeBenchmark {

    @Test
    void decoder_againstTheParserAlone_keepsItsPace() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TickerDecoding.class.getName())
                        .build())
                .run();
        assertThat(score(results, "decoder")).isGreaterThan(0.7 * score(results, "parserAlone"));
    }

    private static double score(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
    }
}
