package dev.feedwarden.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** {@code plugins -> plugin-api <- alert-rules <- supervisor}, and what no class may do. */
@AnalyzeClasses(
        packages = "dev.feedwarden",
        importOptions = {DoNotIncludeTests.class, OurCode.class})
class ArchitectureTest {

    @ArchTest
    static final ArchRule API_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("dev.feedwarden.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.feedwarden.rules..", "dev.feedwarden.supervisor..", "dev.feedwarden.plugin..");

    @ArchTest
    static final ArchRule RULES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("dev.feedwarden.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.feedwarden.supervisor..", "dev.feedwarden.plugin..", "io.vertx..", "org.pf4j..");

    @ArchTest
    static final ArchRule PLUGINS_KNOW_THE_API_ONLY = noClasses()
            .that()
            .resideInAPackage("dev.feedwarden.plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.feedwarden.rules..", "dev.feedwarden.supervisor..");

    @ArchTest
    static final ArchRule PLUGINS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("dev.feedwarden.plugin.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule SUPERVISOR_NAMES_NO_PLUGIN = noClasses()
            .that()
            .resideInAPackage("dev.feedwarden.supervisor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.feedwarden.plugin..");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CYCLES =
            slices().matching("dev.feedwarden.supervisor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_SEAMS_KNOW_THE_CLOCK = noClasses()
            .that()
            .haveNameNotMatching("dev\\.feedwarden\\.supervisor\\.(VertxTimers|ThreadTimers).*")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callConstructor(Random.class);

    @ArchTest
    static final ArchRule NO_GRAB_BAGS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .resideInAnyPackage("..util..", "..helper..", "..manager..");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
