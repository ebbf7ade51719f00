package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelEnvironmentYamlParser;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.Program;
import dev.countersign.kernel.Finding;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Bodies;
import dev.countersign.policy.cel.Condition.Truth;
import dev.countersign.testing.Shared;
import dev.countersign.yaml.YamlPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The published suite of CEL Policy, read and evaluated by the reader and the blocks that our
/// policies are read and evaluated by; only the names that there are come from the suite.
class CelPolicyConformanceTest {
    /// Protocol buffers and Kubernetes' own tags are not offered.
    private static final List<String> OUTSIDE = List.of("pb", "context_pb", "k8s");

    private static final String SUITES = "vectors/cel-policy/conformance/testdata";
    private static final String ERRORS = "compile_errors";
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    private record Output(Program program, boolean collected) {}

    /// Compiles over the suite's own names.
    private record Compiler(Cel cel) implements BodyReader.Compiler<Program, Output> {
        @Override
        public Optional<Program> condition(BodyReader.Written written) {
            return program(written, written.condition());
        }

        @Override
        public Optional<Output> output(BodyReader.Written written) {
            return program(written, written.output()).map(p -> new Output(p, written.collected()));
        }

        private Optional<Program> program(BodyReader.Written written, String text) {
            try {
                return Optional.of(cel.createProgram(cel.compile(text).getAst()));
            } catch (Exception e) {
                written.place().wrong("cel", String.valueOf(e.getMessage()), "mend it");
                return Optional.empty();
            }
        }
    }

    @Test
    void everySuiteOfWhatWeOfferPasses() throws Exception {
        var cases = 0;
        var suites = 0;
        for (var suite : folders(Shared.require(SUITES))) {
            var name = String.valueOf(suite.getFileName());
            if (!OUTSIDE.contains(name) && !name.equals(ERRORS)) {
                cases += passes(suite);
                suites++;
            }
        }
        System.out.println("cel-policy: " + suites + " suites, " + cases + " cases pass");
        assertThat(suites).isEqualTo(24);
        assertThat(cases).isGreaterThan(60);
    }

    @Test
    void whatMustNotCompileIsRefused() throws Exception {
        var refused = 0;
        for (var suite : folders(Shared.require(SUITES).resolve(ERRORS))) {
            var cel = cel(suite);
            assertThat(Bodies.problems(cel, "policy.yaml", text(suite, "policy.yaml")))
                    .as(suite.toString())
                    .isNotEmpty()
                    .allMatch(f -> f.line() > 0);
            refused++;
        }
        System.out.println("cel-policy: " + refused + " broken policies refused");
        assertThat(refused).isEqualTo(16);
    }

    private static int passes(Path suite) throws Exception {
        var cel = cel(suite);
        var text = text(suite, "policy.yaml");
        var findings = new ArrayList<Finding>();
        var rule = YamlPlace.root("policy.yaml", text, findings).orElseThrow().get("rule");
        var body = BodyReader.read(rule, new Compiler(cel)).orElseThrow();
        findings.addAll(Bodies.problems(cel, "policy.yaml", text));
        assertThat(findings).as(suite.toString()).isEmpty();
        var cases = 0;
        var tests = yaml(suite.resolve("tests.yaml"));
        for (var section :
                list(tests.containsKey("section") ? tests.get("section") : tests.get("sections"))) {
            for (var test : list(section.get("tests"))) {
                var input = new HashMap<String, Object>();
                for (var entry : map(test.getOrDefault("input", Map.of())).entrySet()) {
                    input.put(entry.getKey(), value(map(entry.getValue()), cel));
                }
                assertThat(flat(evaluated(body, input)))
                        .as(suite.getFileName() + ": " + test.get("name"))
                        .isEqualTo(flat(value(map(test.get("output")), cel)));
                cases++;
            }
        }
        return cases;
    }

    private static Optional<?> evaluated(Block<Program, Output> body, Map<String, Object> input)
            throws Exception {
        var said = new ArrayList<Output>();
        var settled =
                body.walk(
                        branch -> {
                            try {
                                return branch.condition().eval(input).equals(true)
                                        ? Truth.YES
                                        : Truth.NO;
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        said::add);
        var values = new ArrayList<Object>();
        for (var output : said) {
            values.add(output.program().eval(input));
        }
        if (body.all().stream().anyMatch(Output::collected) && settled) {
            var alone = said.size() == 1 && !said.getFirst().collected();
            return Optional.of(alone ? values.getFirst() : values);
        }
        return values.stream().findFirst();
    }

    /// CEL's optionals and numbers in one form.
    private static Object flat(Object value) {
        return value instanceof Optional<?> o
                ? o.<Object>map(v -> v).orElse("none")
                : value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static Object value(Map<String, Object> said, Cel cel) throws Exception {
        return said.containsKey("expr")
                ? cel.createProgram(cel.compile(String.valueOf(said.get("expr"))).getAst()).eval()
                : flat(said.get("value"));
    }

    private static Cel cel(Path suite) throws Exception {
        var base =
                CelFactory.plannerCelBuilder()
                        .setOptions(OPTIONS)
                        .addCompilerLibraries(CelExtensions.optional())
                        .addRuntimeLibraries(CelExtensions.optional())
                        .build();
        var cel = base;
        if (Files.exists(suite.resolve("config.yaml"))) {
            cel =
                    CelEnvironmentYamlParser.newInstance()
                            .parse(text(suite, "config.yaml"))
                            .extend(base, OPTIONS);
        }
        return cel.toCelBuilder()
                .addFunctionBindings(
                        CelFunctionBinding.from(
                                "locationCode_string",
                                ImmutableList.of(String.class),
                                args -> location((String) args[0])),
                        CelFunctionBinding.from(
                                "hasCreditCard",
                                ImmutableList.of(Object.class),
                                args -> ((Map<?, ?>) args[0]).containsKey("cc")),
                        CelFunctionBinding.from(
                                "hasEmailOrPhone",
                                ImmutableList.of(Object.class),
                                args -> ((Map<?, ?>) args[0]).containsKey("email")))
                .build();
    }

    private static String location(String address) {
        return switch (address) {
            case "10.0.0.1" -> "us";
            case "10.0.0.2" -> "de";
            default -> "ir";
        };
    }

    private static List<Path> folders(Path in) throws Exception {
        try (var all = Files.list(in)) {
            return all.sorted().toList();
        }
    }

    private static String text(Path suite, String file) throws Exception {
        return Files.readString(suite.resolve(file));
    }

    private static Map<String, Object> yaml(Path file) throws Exception {
        return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static Map<String, Object> map(Object value) {
        var out = new HashMap<String, Object>();
        ((Map<?, ?>) value).forEach((k, v) -> out.put(String.valueOf(k), v));
        return out;
    }

    private static List<Map<String, Object>> list(Object value) {
        return ((List<?>) value).stream().map(CelPolicyConformanceTest::map).toList();
    }
}
