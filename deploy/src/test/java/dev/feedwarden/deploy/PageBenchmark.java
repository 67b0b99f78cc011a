package dev.feedwarden.deploy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a feed with 1,000 streams that all have ticks all the time, and 2,000 rules: when it shows something useful,
 * what a second of it costs the browser, and what it holds in the end. Run by {@code mvn -q -Pbenchmark -pl deploy -am verify
 * -Dit.test=PageBenchmark -Dfeedwarden.page.seconds=600 -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class PageBenchmark {

    private static final long LASTING = Long.getLong("feedwarden.page.seconds", 30);
    private static final int STREAMS = 1_000;
    private static final double MOST_BUSY = 0.5;
    private static final double MOST_GROWTH_MB = 20;
    private static final double MEGABYTE = 1 << 20;
    private static final String USEFUL = "document.querySelectorAll('#streams tbody tr a[href]').length > 5";
    private static final String LONGEST_TASK =
            "globalThis.longest = 0; new PerformanceObserver(list => list.getEntries()"
                    + ".forEach(each => { globalThis.longest = Math.max(globalThis.longest, each.duration); }))"
                    + ".observe({type: 'longtask'})";

    @TempDir
    private Path folder;

    @Test
    void aThousandStreams_cost() throws Exception {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "SKIPPED: no chromium on the PATH, so nobody looks at the page");
        Vertx vertx = Vertx.vertx();
        try (BusyBoard board = BusyBoard.serve(vertx, STREAMS);
                Browser browser =
                        Browser.start(program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
                Page page = browser.page()) {
            for (String view : new String[] {"/", "/feeds/deribit"}) {
                look(page, board.address(), view);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static void look(Page page, String address, String view) throws Exception {
        page.visit(address + view);
        page.until(view.equals("/") ? "document.querySelectorAll('#feeds .card').length === 1" : USEFUL);
        double useful = number(page.evaluate("performance.now()"));
        double paint = number(page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"));
        SECONDS.sleep(5);
        page.evaluate(LONGEST_TASK);
        Map<String, Double> before = page.metrics();
        long begun = System.nanoTime();
        SECONDS.sleep(LASTING);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, Double> after = page.metrics();
        double busy = (after.get("TaskDuration") - before.get("TaskDuration")) / seconds;
        double grown = (after.get("JSHeapUsedSize") - before.get("JSHeapUsedSize")) / MEGABYTE;
        System.out.printf(
                "page view=%s streams=%d first paint ms=%.0f useful ms=%.0f, over %.0f s: busy ms/s=%.0f of it script=%.0f"
                        + " layout=%.0f style=%.0f longest task ms=%.0f, heap MB=%.1f grown by %.1f, nodes=%.0f%n",
                view,
                STREAMS,
                paint,
                useful,
                seconds,
                busy * 1e3,
                perSecond("ScriptDuration", before, after, seconds),
                perSecond("LayoutDuration", before, after, seconds),
                perSecond("RecalcStyleDuration", before, after, seconds),
                number(page.evaluate("globalThis.longest")),
                after.get("JSHeapUsedSize") / MEGABYTE,
                grown,
                after.get("Nodes"));
        assertThat(page.complaints()).isEmpty();
        assertThat(busy).isLessThan(MOST_BUSY);
        assertThat(grown).isLessThan(MOST_GROWTH_MB);
    }

    private static double perSecond(
            String name, Map<String, Double> before, Map<String, Double> after, double seconds) {
        return (after.get(name) - before.get(name)) / seconds * 1e3;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
