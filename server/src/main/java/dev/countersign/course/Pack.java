package dev.countersign.course;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A course in one version, as its authors wrote it. Immutable.
///
/// @param roles for whom
/// @param minutes the sum of its modules
/// @param mix planned per cent by form of teaching; empty where not planned
/// @param prerequisites packs or modules elsewhere
/// @param assessment the quiz that ends it
/// @param attendance the least share of sessions
/// @param texts Markdown by file name
/// @param curriculum how it stands among others
public record Pack(
        String id,
        String version,
        String title,
        String summary,
        List<String> roles,
        int minutes,
        Map<String, Integer> mix,
        List<String> prerequisites,
        List<String> successors,
        Optional<String> assessment,
        OptionalDouble attendance,
        List<Module> modules,
        Map<String, Lab> labs,
        Map<String, Bank> banks,
        Map<String, Quiz> quizzes,
        Map<String, ScenarioSet> scenarios,
        Map<String, Tree> trees,
        Map<String, Rubric> rubrics,
        Map<String, Survey> surveys,
        Map<String, Video> videos,
        List<Competency> competencies,
        List<Material> materials,
        Map<String, String> texts,
        Curriculum curriculum) {
    public Pack {
        roles = List.copyOf(roles);
        mix = new LinkedHashMap<>(mix);
        prerequisites = List.copyOf(prerequisites);
        successors = List.copyOf(successors);
        modules = List.copyOf(modules);
        labs = new LinkedHashMap<>(labs);
        banks = new LinkedHashMap<>(banks);
        quizzes = new LinkedHashMap<>(quizzes);
        scenarios = new LinkedHashMap<>(scenarios);
        trees = new LinkedHashMap<>(trees);
        rubrics = new LinkedHashMap<>(rubrics);
        surveys = new LinkedHashMap<>(surveys);
        videos = new LinkedHashMap<>(videos);
        competencies = List.copyOf(competencies);
        materials = List.copyOf(materials);
        texts = Map.copyOf(texts);
    }

    public record Outcome(String id, String text) {}

    /// @param folder under `modules/`
    /// @param weeks of the programme
    /// @param shareOfJob of the work it prepares for
    public record Module(
            String id,
            String folder,
            String title,
            int minutes,
            List<Integer> weeks,
            OptionalDouble shareOfJob,
            String youWill,
            List<Outcome> outcomes,
            List<Section> sections,
            List<Outcome> deliverables) {
        public Module {
            weeks = List.copyOf(weeks);
            outcomes = List.copyOf(outcomes);
            sections = List.copyOf(sections);
            deliverables = List.copyOf(deliverables);
        }
    }

    /// How a section is taught.
    public enum Form {
        VIDEO,
        READING,
        LECTURE,
        LAB,
        MENTORING,
        DISCUSSION,
        PROJECT,
        ASSESSMENT
    }

    /// @param text the file it is in
    public record Section(
            String id,
            String title,
            int minutes,
            Form form,
            String text,
            Optional<String> video,
            List<String> labs,
            Optional<String> quiz) {
        public Section {
            labs = List.copyOf(labs);
        }
    }

    /// Questions for one purpose.
    public record Bank(String id, String title, List<Item> items) {
        public Bank {
            items = List.copyOf(items);
        }
    }

    /// A case to settle, with its answer.
    public record Scenario(
            String id,
            int difficulty,
            String title,
            String service,
            String environment,
            String severity,
            String situation,
            String evidence,
            Key key) {}

    /// The answer that mentors see.
    public record Key(
            String category, String decision, String to, String because, List<String> mistakes) {
        public Key {
            mistakes = List.copyOf(mistakes);
        }
    }

    public record ScenarioSet(String id, String title, List<Scenario> items) {
        public ScenarioSet {
            items = List.copyOf(items);
        }
    }

    /// @param answers where each answer leads; empty at an end
    /// @param say what the end says, and `because` why
    public record Branch(String ask, Map<String, String> answers, String say, String because) {
        public Branch {
            answers = new LinkedHashMap<>(answers);
        }
    }

    public record Tree(String id, String title, String start, Map<String, Branch> nodes) {
        public Tree {
            nodes = new LinkedHashMap<>(nodes);
        }
    }

    /// @param at `mm:ss` or `h:mm:ss`
    public record Chapter(String at, String title) {
        private static final java.util.regex.Pattern TIME =
                java.util.regex.Pattern.compile("(?:(\\d{1,2}):)?(\\d{1,3}):([0-5]\\d)");

        /// Where it begins; below 0 where `at` is no time.
        public long millis() {
            var time = TIME.matcher(at);
            if (!time.matches()) {
                return -1;
            }
            var hours = time.group(1) == null ? 0 : Long.parseLong(time.group(1));
            return ((hours * 60 + Long.parseLong(time.group(2))) * 60
                            + Long.parseLong(time.group(3)))
                    * 1000;
        }
    }

    /// A video lesson: script, storyboard and captions; film only where it says so.
    ///
    /// @param folder where its files are, such as `videos/one/`
    public record Video(
            String id,
            String title,
            int minutes,
            List<Chapter> chapters,
            boolean film,
            String folder) {
        public Video {
            chapters = List.copyOf(chapters);
        }
    }

    /// @param validMonths after which the evidence must be renewed; 0 where never
    /// @param proof of the target
    /// @param others proofs of other levels, where the pack has them
    public record Competency(
            String id,
            String title,
            List<String> levels,
            String target,
            int validMonths,
            Proof proof,
            Map<String, Proof> others) {
        public Competency {
            levels = levels.isEmpty() ? List.of(target) : List.copyOf(levels);
            others = new LinkedHashMap<>(others);
        }

        /// What proves each level, in the order of the levels.
        public Map<String, Proof> ladder() {
            var out = new LinkedHashMap<String, Proof>();
            for (var level : levels) {
                if (level.equals(target)) {
                    out.put(level, proof);
                } else if (others.containsKey(level)) {
                    out.put(level, others.get(level));
                }
            }
            return out;
        }
    }

    /// What proves a competency.
    public sealed interface Proof {
        record All(List<Proof> parts) implements Proof {
            public All {
                parts = List.copyOf(parts);
            }
        }

        record Any(List<Proof> parts) implements Proof {
            public Any {
                parts = List.copyOf(parts);
            }
        }

        record LabPassed(String lab) implements Proof {}

        record QuizPassed(String quiz) implements Proof {}

        /// @param pack this one or another
        record CourseDone(String pack) implements Proof {}
    }

    public enum Kind {
        DECK,
        WORKBOOK,
        GUIDE,
        POSTER,
        CARD,
        KEY,
        SIGN_IN
    }

    /// Something to print or to show.
    ///
    /// @param sources what it is made of, by kind: `from`, `tree`, `card`, `scenarios`, `labs`,
    ///   `live`
    /// @param forMentors holds what learners must not see, such as the keys of labs
    public record Material(
            String id,
            Kind kind,
            String title,
            int pages,
            Map<String, List<String>> sources,
            boolean forMentors) {
        public Material {
            sources = new LinkedHashMap<>(sources);
            forMentors |= kind == Kind.KEY;
        }

        /// Names of one kind of source; none where it is not made of that.
        public List<String> made(String source) {
            return sources.getOrDefault(source, List.of());
        }
    }

    public Optional<Lab> lab(String id) {
        return Optional.ofNullable(labs.get(id));
    }

    public Optional<Bank> bank(String id) {
        return Optional.ofNullable(banks.get(id));
    }

    public Optional<Quiz> quiz(String id) {
        return Optional.ofNullable(quizzes.get(id));
    }

    public Optional<ScenarioSet> scenarioSet(String id) {
        return Optional.ofNullable(scenarios.get(id));
    }

    /// Every outcome of every module, by its id.
    public Map<String, Outcome> outcomes() {
        var out = new LinkedHashMap<String, Outcome>();
        modules.forEach(m -> m.outcomes().forEach(o -> out.put(o.id(), o)));
        return out;
    }
}
