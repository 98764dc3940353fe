package io.snapdock;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.settings.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md: which feature may know which, and whose classes the main code may import. */
class ArchitectureTest {
    /** What every feature may use. */
    private static final Set<String> GROUND = Set.of("ground", "own", "problem", "settings", "transfer", "web");

    /** Package → the packages that it may use, besides itself. A package that is not named here may not exist. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("push", Set.of("ground", "problem", "settings")),
            entry("ground", Set.of()),
            entry("own", Set.of()),
            entry("problem", Set.of()),
            entry("settings", Set.of("ground", "own", "problem")),
            entry("web", Set.of("ground", "own", "problem", "settings")),
            entry("transfer", Set.of("ground", "own", "problem", "settings", "web")),
            entry("topic", withGround("push")),
            entry("lab", withGround("push", "topic")),
            entry("dock", withGround()),
            entry("picture", withGround()),
            entry("store", withGround()),
            entry("upload", withGround("dock", "picture", "store", "gate")),
            entry("tus", withGround("dock", "upload")),
            entry("thumbnail", withGround("picture")),
            entry("gate", withGround()),
            entry("photo", withGround("dock", "picture", "store", "thumbnail", "upload", "gate")),
            entry("scan", withGround("gate")),
            entry("live", withGround("dock", "upload", "photo", "push")),
            entry("handover", withGround("dock", "photo", "store", "upload", "live")),
            entry("events", withGround("dock", "live", "topic", "push")),
            entry("journal", withGround("dock", "upload", "photo")),
            entry("assets", Set.of("web")),
            entry("persistence", withGround("dock", "upload", "photo", "webhook")),
            entry(
                    "rest",
                    withGround(
                            "admin",
                            "dock",
                            "events",
                            "handover",
                            "health",
                            "lab",
                            "live",
                            "photo",
                            "push",
                            "sandbox",
                            "topic",
                            "tus",
                            "upload",
                            "webhook")),
            entry("beside", Set.of("rest")),
            entry("inside", withGround("rest", "dock", "gate", "handover", "host", "photo")),
            entry("sandbox", withGround("dock", "upload", "photo")),
            entry("webhook", withGround("dock", "photo", "gate")),
            entry("admin", withGround("dock", "upload", "photo", "live", "store", "webhook", "push")),
            entry("host", Set.of()),
            entry("tags", Set.of("host")),
            entry("health", withGround()));

    /**
     * The JDK, the standards, and the libraries of the WAR. Not among them, on purpose: org.glassfish, org.jboss,
     * org.wildfly, io.undertow, fish.payara – and Jackson, which only Flyway uses.
     */
    private static final String[] IMPORTS = {
        "io.snapdock..",
        "java..",
        "javax..",
        "org.w3c.dom..",
        "org.xml.sax..",
        "jakarta..",
        "org.eclipse.microprofile.config..",
        "org.h2..",
        "org.flywaydb..",
        "io.nayuki.qrcodegen..",
        "net.coobird.thumbnailator..",
        "com.twelvemonkeys..",
        "io.prometheus.metrics..",
        "io.github.bucket4j..",
        "com.github.benmanes.caffeine..",
    };

    private static final int MOST_FILES = 20;

    private static JavaClasses main;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.snapdock");
    }

    @Test
    void featuresUseOnlyWhatTheyMay() {
        classes()
                .that(alwaysTrue())
                .should(new ArchCondition<JavaClass>("use only the packages that the arrows allow") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        var allowed = ARROWS.get(feature(origin));
                        if (allowed == null) {
                            events.add(SimpleConditionEvent.violated(
                                    origin, origin.getName() + " lies in a package that DESIGN does not know"));
                            return;
                        }
                        for (var dependency : origin.getDirectDependenciesFromSelf()) {
                            if (!permitted(origin, dependency, allowed)) {
                                events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
                            }
                        }
                    }
                })
                .check(main);
    }

    /** Only its set-up knows settings and problems; the engine could go into any application. */
    @Test
    void thePushEngineKnowsNothingOfSnapdock() {
        noClasses()
                .that()
                .resideInAPackage("io.snapdock.push..")
                .and()
                .resideOutsideOfPackage("io.snapdock.push.setup")
                .should()
                .dependOnClassesThat(resideInAPackage("io.snapdock..")
                        .and(not(resideInAnyPackage(
                                "io.snapdock.push",
                                "io.snapdock.push.event",
                                "io.snapdock.push.log",
                                "io.snapdock.push.reader",
                                "io.snapdock.ground"))))
                .check(main);
    }

    /** Host applications have one of them, or both, in the same jar. */
    @Test
    void onlyTheTagsNeedFacesAndPages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snapdock.tags.faces")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.faces..", "io.snapdock.tags.faces")
                .check(main);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snapdock.tags.jsp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet.jsp..", "io.snapdock.tags.jsp")
                .check(main);
    }

    @Test
    void importsOnlyStandardsAndChosenLibraries() {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(IMPORTS).check(main);
    }

    @Test
    void noCycles() {
        slices().matching("io.snapdock.(*)..").should().beFreeOfCycles().check(main);
    }

    /** Not between the rooms of a feature either. */
    @Test
    void noCyclesBetweenPackages() {
        slices().matching("io.snapdock.(**)").should().beFreeOfCycles().check(main);
    }

    /** A newcomer takes in a room at a glance, or not at all. */
    @Test
    void noPackageHasMoreThanTwentyFiles() throws IOException {
        Map<Path, Long> crowded;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            crowded = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        }
        assertThat(crowded).isNotEmpty();
        crowded.values().removeIf(count -> count <= MOST_FILES);
        assertThat(crowded).isEmpty();
    }

    /**
     * Who catches RuntimeException and Error wants all that can be thrown. There is more: WildFly's transactions throw checked exceptions, which no
     * method declares, and a request or a clock was lost with each.
     */
    @Test
    void whoCatchesAllCatchesThrowable() {
        var halfCaught = main.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(unit -> unit.getTryCatchBlocks().stream())
                .filter(block -> block.getCaughtThrowables().stream().anyMatch(type -> type.isEquivalentTo(Error.class))
                        && block.getCaughtThrowables().stream()
                                .anyMatch(type -> type.isEquivalentTo(RuntimeException.class)))
                .map(block -> block.getOwner().getFullName() + " in " + block.getSourceCodeLocation());
        assertThat(halfCaught).isEmpty();
    }

    /** What begins earlier works on files that are about to be moved, or deleted as drafts of an earlier start. */
    @Test
    void backgroundWorkBeginsAfterRowsAndFilesFit() {
        var early = main.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method ->
                        method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Started.class)))
                .filter(method -> priority(method.reflect()) <= Started.RECONCILIATION)
                .map(method -> method.getOwner().getSimpleName());

        // The path of addresses is no work, and is wanted by all events.
        assertThat(early).containsExactlyInAnyOrder("ContextPath", "IncomingFiles", "Reconciliation");
    }

    private static int priority(Method observer) {
        return Stream.of(observer.getParameters())
                .map(parameter -> parameter.getAnnotation(Priority.class))
                .filter(Objects::nonNull)
                .mapToInt(Priority::value)
                .findFirst()
                .orElse(ObserverMethod.DEFAULT_PRIORITY);
    }

    @Test
    void noTransactionBeginsInAnOutage() {
        classes()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .beAnnotatedWith(RefusedInOutage.class)
                .check(main);
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(RefusedInOutage.class)
                .check(main);
    }

    private static boolean permitted(JavaClass origin, Dependency dependency, Set<String> allowed) {
        var target = dependency.getTargetClass().getBaseComponentType();
        return !target.getPackageName().startsWith("io.snapdock")
                || feature(target).equals(feature(origin))
                || allowed.contains(feature(target));
    }

    private static String feature(JavaClass type) {
        var parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static Set<String> withGround(String... more) {
        return Stream.concat(GROUND.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
