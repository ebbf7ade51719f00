package dev.countersign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The module boundaries, checked by machine.
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.countersign");

    @Test
    void everyModuleUsesOnlyWhatItDeclaresAndThereAreNoCycles() {
        // The root package wires everything by hand, so it alone may see a module's inside.
        ApplicationModules.of("dev.countersign")
                .detectViolations()
                .filter(v -> !v.getMessage().startsWith("Module 'root:dev.countersign'"))
                .throwIfPresent();
    }

    @Test
    void noModuleReadsTheWallClockOrWaits() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..kernel..", "..storage..", "..cli..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void judgementIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..policy",
                        "..confidence",
                        "..redaction",
                        "..redaction.rules..",
                        "..escalation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "java.net.http..", "java.nio.file..", "io.vertx..")
                .check(CLASSES);
    }

    /// A defect leads to a change only through people: what finds defects gets functions that look
    /// at what is in force, and cannot name what would change it.
    @Test
    void aDefectChangesNothingInForce() {
        noClasses()
                .that()
                .resideInAnyPackage("..quality..", "..sop..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.countersign.playbook.Playbooks")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.countersign.desk.Desk")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..change..", "..prompt..", "..bundle..", "..policy..", "..gate")
                .check(CLASSES);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..storage..", "..ledger..")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIs() throws Exception {
        try (var all = Files.walk(Path.of("src/main/java/dev/countersign"))) {
            var silent =
                    all.filter(Files::isDirectory)
                            .filter(d -> !d.equals(Path.of("src/main/java/dev/countersign")))
                            .filter(d -> !Files.exists(d.resolve("package-info.java")))
                            .toList();
            assertThat(silent).isEmpty();
        }
    }
}
