package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedwarden.api.kit.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the demo, as a person with a browser sees and uses it. */
class BrowserIT {

    private static final String LIVE = "document.querySelector('#live-view') !== null";
    private static final String ALL_IS_WELL = "document.querySelector('#truth').textContent.includes('All is well')";
    private static final String STALE = "!document.querySelector('#stale').hidden";

    /** Keeps every sentence that the page shows at its top, from now on. */
    private static final String KEEP_TRUTHS = "globalThis.truths = [];"
            + " new MutationObserver(() => truths.push(document.querySelector('#truth').textContent))"
            + ".observe(document.querySelector('#truth'), {childList: true, characterData: true, subtree: true})";

    private static final String INCIDENT = "document.querySelectorAll('#incidents details').length > 0";
    private static final String BUTTONS = "document.querySelectorAll('.attention button').length >= 2";

    /** Of {@code correct horse battery}, with the fewest rounds that are taken. */
    private static final String HASH =
            "$pbkdf2$it=100000$MDEyMzQ1Njc4OWFiY2RlZg$3tLUbnjYB5yARfioo9ZKJa/2xFtfCe4mwc/gCWUVp3w"
                    + "etYsBK8wRl4D+o0GDY75kUtrXcV2dX3T7KOYSlFYUTg";

    private static final List<String> VIEWS = List.of(
            "/",
            "/feeds/deribit",
            "/incidents",
            "/silences",
            "/history",
            "/rules",
            "/rules/deribit-silence",
            "/plugins",
            "/outbox",
            "/audit",
            "/settings",
            "/public");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Program demo;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "SKIPPED: no chromium on the PATH, so nobody looks at the page");
        browser = Browser.start(program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
        demo = Program.start(
                "demo", "--port", "0", "--data", folder.resolve("demo").toString());
        demo.address();
    }

    @AfterAll
    static void stop() throws Exception {
        if (demo != null) {
            demo.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        page = browser.page();
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void demo_opened_becomesLiveWithoutAComplaint() throws Exception {
        page.visit(demo.address());
        page.until("document.querySelector('#truth').textContent === '● All is well: every feed flows.'");
        page.until("document.querySelectorAll('#break-feed option').length === 3");
        page.until("document.querySelectorAll('#feeds .card .spark').length === 3");

        page.click("#feeds a");
        page.until("document.querySelectorAll('#streams tbody tr a').length > 10");
        page.until("document.querySelector('#stream-sum').textContent.includes('all of them flow')");
        page.until("document.querySelectorAll('.chart canvas').length > 0");
        page.visit(demo.address() + "/plugins");
        page.until("document.querySelectorAll('#plugins tbody tr').length === 11");
        page.visit(demo.address() + "/rules/deribit-silence");
        page.until("document.querySelectorAll('.chart canvas').length > 0");
        page.until("document.querySelector('#live-view').textContent.includes('would')");

        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void fault_clicked_turnsThePageYellowAndRedWithTheStatus() throws Exception {
        page.visit(demo.address());
        page.until(ALL_IS_WELL);
        page.until("document.querySelectorAll('#break-feed option').length === 3");
        page.evaluate("globalThis.notReloaded = true");
        page.evaluate(KEEP_TRUTHS);
        page.evaluate("document.querySelector('#break-kind').value = 'stall'");
        page.evaluate("document.querySelector('#break-for').value = '30s'");

        page.click("#break button");

        demo.until("/api/status", status -> status.getString("level").equals("red"));
        page.until("truths.some(each => each.startsWith('■ deribit is connected but silent'))");
        assertThat(page.evaluate("truths.findIndex(each => each.startsWith('▲ ') && each.includes('deribit'))"
                        + " < truths.findIndex(each => each.startsWith('■ '))"
                        + " && truths.some(each => each.startsWith('▲ ') && each.includes('deribit'))"))
                .describedAs("yellow before red, in %s", page.evaluate("truths"))
                .isEqualTo(true);
        page.until("/Recovery: .* (in [0-9]+|is due|person is needed)/"
                + ".test(document.querySelector('#feeds').textContent)");
        page.until("document.querySelector('#incidents details[open] ol.timeline') !== null");
        page.until("document.querySelector('#incidents details[open] .runbook') !== null");
        page.evaluate("globalThis.read = document.querySelector('#incidents details')");
        page.until(ALL_IS_WELL);
        page.until("document.querySelector('#incidents').textContent.includes('closed, was')");
        assertThat(page.evaluate("globalThis.read.isConnected && globalThis.read.open"))
                .describedAs("what somebody reads stays open")
                .isEqualTo(true);
        assertThat(page.evaluate("globalThis.notReloaded")).isEqualTo(true);

        page.visit(demo.address() + "/outbox");
        page.until("document.querySelector('#outbox')?.textContent.includes('[YELLOW] deribit')");
        page.visit(demo.address() + "/incidents?q=deribit");
        page.until("document.querySelectorAll('#incidents details').length > 0");
        page.evaluate("(() => { const q = document.querySelector('[name=q]'); q.value = 'nowhere to be found';"
                + " q.dispatchEvent(new Event('input', {bubbles: true})); })()");
        page.until("document.querySelectorAll('#incidents details').length === 0");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void keyboard_alone_reachesEveryControlAndBreaksTheFeed() throws Exception {
        page.visit(demo.address());
        page.until(LIVE);
        page.until("document.querySelectorAll('#break-feed option').length === 3");
        page.evaluate("document.querySelector('#break-kind').value = 'duplicate'");

        List<Object> reached = new ArrayList<>();
        while (!reached.contains("BUTTON") && reached.size() < 200) {
            page.press("Tab", 9, "");
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"));
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
        }
        page.press("Enter", 13, "\r");

        assertThat(reached).containsSubsequence("break-feed", "break-kind", "break-for", "BUTTON");
        page.until("document.querySelector('#break-result').textContent === 'duplicate for 30s'");
        page.until("document.querySelector('#faults').textContent.includes('duplicate on deribit until')");
    }

    @Test
    void darkMode_changesBackgroundAndText() throws Exception {
        String colours = "(() => { const style = getComputedStyle(document.body);"
                + " return style.backgroundColor + ' ' + style.color; })()";
        page.colourScheme("light");
        page.visit(demo.address());
        assertThat(page.evaluate(colours)).isEqualTo("rgb(246, 247, 249) rgb(22, 32, 42)");

        page.colourScheme("dark");

        assertThat(page.evaluate(colours)).isEqualTo("rgb(16, 22, 28) rgb(232, 237, 242)");
        page.prefer("prefers-reduced-motion", "reduce");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('#truth')).transitionDuration"))
                .isEqualTo("0s");
    }

    @Test
    void paper_hasEveryStreamAndNoControls() throws Exception {
        page.visit(demo.address() + "/feeds/deribit");
        page.until("document.querySelector('#stream-sum')?.textContent.startsWith('50 streams')");
        String rows = "document.querySelectorAll('#streams tbody tr a[href]').length";
        page.until(rows + " > 5");
        assertThat(page.evaluate(rows + " < 50")).isEqualTo(true);

        page.print();
        page.evaluate("dispatchEvent(new Event('beforeprint'))");

        assertThat(page.evaluate(rows)).isEqualTo(50);
        assertThat(page.evaluate("['nav', 'footer', '#streams'].map(each =>"
                        + " getComputedStyle(document.querySelector(each)).display).join(' ')"))
                .isEqualTo("none none block");
    }

    @Test
    void everyView_onAPhone_fitsAndKeepsNobodyOut() throws Exception {
        String axe = Resources.toText("/axe.min.js");
        page.width(390);
        page.colourScheme("dark");
        page.prefer("prefers-reduced-motion", "reduce"); // half-way between two levels no colour is as it should be
        List<String> found = new ArrayList<>();
        for (String view : VIEWS) {
            page.visit(demo.address() + view);
            if (!view.equals("/public")) {
                page.until("document.querySelector('#live-view') !== null");
            }
            page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");

            assertThat(page.evaluate("innerWidth + ' ' + (document.scrollingElement.scrollWidth <= innerWidth)"))
                    .describedAs(
                            "%s, too wide: %s",
                            view,
                            page.evaluate("[...document.querySelectorAll('body *')]"
                                    + ".filter(each => each.getBoundingClientRect().right > 391)"
                                    + ".map(each => each.tagName + '#' + each.id + '.' + each.className).join(' ')"))
                    .isEqualTo("390 true");
            page.evaluate(axe);
            found.addAll(complaintsOfAxe(view));
        }
        page.colourScheme("light");
        for (String view : List.of("/", "/feeds/deribit", "/incidents")) {
            page.visit(demo.address() + view);
            page.until("document.querySelector('#live-view') !== null");
            page.evaluate(axe);
            found.addAll(complaintsOfAxe(view + " (light)"));
        }

        assertThat(found).isEmpty();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void inlineScript_isRefusedByThePolicy() throws Exception {
        page.visit(demo.address());
        page.evaluate("document.body.append(Object.assign(document.createElement('script'),"
                + " {textContent: 'globalThis.ran = true'}))");

        page.awaitComplaint("Content Security Policy");
        assertThat(page.evaluate("globalThis.ran === undefined")).isEqualTo(true);
    }

    @Test
    void server_stopsAnswering_pageSaysSoAndRecovers() throws Exception {
        page.visit(demo.address());
        page.until(LIVE);

        demo.standingStill(() -> {
            page.until(STALE);
            assertThat(page.text("#stale")).containsPattern("No news since [0-9]{2}:[0-9]{2}:[0-9]{2}");
            assertThat(page.text("#truth")).startsWith("○ Last known: ");
        });

        page.until("!(" + STALE + ") && !document.querySelector('#truth').textContent.includes('Last known')");
    }

    @Test
    void run_hostileTexts_areShownAsTextAndAKilledServerIsFoundAgain() throws Exception {
        String hostile = "<img src=x onerror=globalThis.ran=true>";
        Files.writeString(folder.resolve("hostile.yaml"), """
                version: 1
                rules:
                  hostile:
                    about: "%s"
                    metric: feed.connected
                    of: plugin:deribit
                    measure: last
                    red: "<= 0%%"
                """.formatted(hostile));
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                rules: [hostile.yaml]
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
                """);
        String address;
        String port = String.valueOf(FreePort.find());
        try (Program run = Program.start("run", "--port", port, "--config", config.toString())) {
            address = run.address();
            for (String view : List.of("/rules", "/outbox", "/rules/hostile")) {
                page.visit(address + view);
                page.until("document.querySelector('#live-view')?.textContent.includes('" + hostile + "')");
                assertThat(page.evaluate("document.querySelectorAll('main img').length"))
                        .isEqualTo(0);
                assertThat(page.evaluate("globalThis.ran === undefined")).isEqualTo(true);
            }
            page.visit(address);
            page.until("document.querySelector('#truth').textContent.startsWith('■ deribit is disconnected')");
            page.until("document.querySelector('#demo') !== null");
            assertThat(page.evaluate("document.querySelector('#demo').hidden"))
                    .describedAs("without a simulator there is nothing to break")
                    .isEqualTo(true);
            assertThat(page.complaints()).isEmpty();
        }

        page.until(STALE);
        try (Program again = Program.start("run", "--port", port, "--config", config.toString())) {
            again.address();
            page.until("!(" + STALE + ")");
        }
    }

    @Test
    void signedIn_acknowledgesAndSilences() throws Exception {
        Path secret = Files.writeString(folder.resolve("ada"), HASH);
        Files.writeString(folder.resolve("red.yaml"), """
                version: 1
                rules:
                  gone: {about: No connection, metric: feed.connected, of: plugin:deribit, measure: last, red: "<= 0%"}
                """);
        Path config = Files.writeString(folder.resolve("people.yaml"), """
                data: people
                rules: [red.yaml]
                users: {ada: {password: "${file:%s}"}}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
                """.formatted(secret));
        try (Program run = Program.start("run", "--port", "0", "--config", config.toString())) {
            page.visit(run.address() + "/incidents");
            page.until(INCIDENT);
            assertThat(page.evaluate("document.querySelectorAll('.attention button').length"))
                    .describedAs("nobody is signed in")
                    .isEqualTo(0);
            page.evaluate("document.querySelector('#sign-in-box').open = true;"
                    + " document.querySelector('#sign-in-user').value = 'ada';"
                    + " document.querySelector('#sign-in-password').value = 'correct horse battery'");
            page.click("#sign-in button");
            page.until("document.querySelector('#account-name').textContent === 'Signed in as ada'");
            page.until(BUTTONS);

            press("Acknowledge", "on my way");
            page.until("[...document.querySelectorAll('.attention')]"
                    + ".some(each => each.textContent.includes('Acknowledged by ada until'))");
            press("Silence", "the venue moves");
            // The one before ends alike, and to leave the page would take back what is on its way.
            page.until("/^silence .*: done$/.test(document.querySelector('#account-result').textContent)");

            page.visit(run.address() + "/silences");
            page.until("document.querySelector('#silences')?.textContent.includes('the venue moves')");
            page.click("#silences button");
            page.click("#act-go");
            page.until("document.querySelector('#silences').textContent.includes('None')");
            page.visit(run.address() + "/audit");
            page.until("document.querySelector('#audit')?.textContent.includes('end-silence')");
            assertThat(page.text("#audit")).contains("acknowledge", "on my way", "silence", "the venue moves");
            assertThat(page.complaints()).isEmpty();
        }
    }

    /** Presses a button of the first incident and gives a reason. */
    private void press(String button, String why) throws Exception {
        page.evaluate("[...document.querySelectorAll('.attention button')]"
                + ".find(each => each.textContent.startsWith('" + button + "')).click()");
        page.evaluate("document.querySelector('#act-why').value = '" + why + "'");
        page.click("#act-go");
    }

    /** Whatever axe-core calls serious or critical. */
    private List<String> complaintsOfAxe(String view) throws Exception {
        Object found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations"
                + ".filter(each => ['serious', 'critical'].includes(each.impact))"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 160) + ' '"
                + " + node.failureSummary).slice(0, 3).join(' | ')).join('\\n'))");
        return String.valueOf(found).isEmpty() ? List.of() : List.of(view + " " + found);
    }
}
