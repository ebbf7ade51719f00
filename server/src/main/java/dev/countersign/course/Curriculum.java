package dev.countersign.course;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a pack stands among others and in an organisation: the track it teaches, its days, what is
/// filed about it, its projects, and what it shares.
///
/// @param track the playbook's training track whose course it is; whoever has the role that the
///   track is bound to is enrolled by itself
/// @param days what is taught when, where the authors planned it by day
/// @param metadata of the pack and of its modules
/// @param shares texts that other packs use
/// @param uses texts of other packs
public record Curriculum(
        Optional<String> track,
        List<Day> days,
        List<Metadata> metadata,
        Map<String, Project> projects,
        List<SharedAsset> shares,
        List<AssetUse> uses) {
    public static final Curriculum NONE =
            new Curriculum(Optional.empty(), List.of(), List.of(), Map.of(), List.of(), List.of());

    public Curriculum {
        days = List.copyOf(days);
        metadata = List.copyOf(metadata);
        projects = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(projects));
        shares = List.copyOf(shares);
        uses = List.copyOf(uses);
    }

    /// One row of the timetable.
    ///
    /// @param modules by id
    /// @param deliverable what is there in the evening
    public record Day(
            int week, DayOfWeek day, List<String> modules, String focus, String deliverable) {
        public Day {
            modules = List.copyOf(modules);
        }
    }

    /// Where something is in its life.
    public enum Status {
        DRAFT,
        REVIEW,
        APPROVED,
        RETIRED
    }

    /// What a catalogue keeps of a pack or of one of its modules.
    ///
    /// @param id of the pack or the module
    /// @param minutes 0 where it does not say
    /// @param validationProfile by which checks it was validated
    /// @param evidence labs and quizzes, as `lab 6.1` and `quiz capstone`
    public record Metadata(
            String id,
            String type,
            List<String> roles,
            String stage,
            String proficiencyTarget,
            int minutes,
            Map<String, String> competencies,
            List<String> dependencies,
            String validationProfile,
            Status status,
            List<String> owners,
            List<String> evidence) {
        public Metadata {
            roles = List.copyOf(roles);
            competencies =
                    java.util.Collections.unmodifiableMap(
                            new java.util.LinkedHashMap<>(competencies));
            dependencies = List.copyOf(dependencies);
            owners = List.copyOf(owners);
            evidence = List.copyOf(evidence);
        }
    }

    /// Work over several sections, as its learners meet it and as it is judged.
    ///
    /// @param narrative the situation
    /// @param deliverables of its module, by id
    /// @param rubric one with the four levels of [#LEVELS]
    public record Project(
            String id,
            String title,
            String module,
            String narrative,
            List<String> deliverables,
            List<Phase> phases,
            String rubric,
            Approval signOff) {
        /// How good it is, the lowest first, as a rubric's levels are.
        public static final List<String> LEVELS =
                List.of("Insufficient", "Developing", "Proficient", "Exemplary");

        public Project {
            deliverables = List.copyOf(deliverables);
            phases = List.copyOf(phases);
        }

        public int minutes() {
            return phases.stream().mapToInt(Phase::minutes).sum();
        }
    }

    /// @param text what learners do and meet in it
    public record Phase(String id, String title, int minutes, String text) {}

    /// Who wrote it and who looked at it.
    public record Approval(String author, String reviewer, LocalDate on) {}

    /// A text that several packs use, so that nobody copies and changes it.
    ///
    /// @param owner a role
    /// @param text the file in this pack
    public record SharedAsset(String id, String title, String version, String owner, String text) {}

    /// @param pack whose it is
    public record AssetUse(String id, String pack, String version) {}
}
