package dev.countersign.practice;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// All mock exceptions: those that ship with the product, and an organisation's own.
///
/// @param findings what is wrong with the organisation's own files; such exceptions are left out
public record Mocks(List<MockException> all, List<Finding> findings) {
    public Mocks {
        all = List.copyOf(all);
        findings = List.copyOf(findings);
    }

    /// What their categories are of.
    public Taxonomy taxonomy() {
        return Taxonomy.FIRST;
    }

    public static Mocks shipped() {
        var all = new ArrayList<MockException>();
        for (var name : Taxonomy.FIRST.names()) {
            var read = MockReader.read(name + ".yaml", resource(name), Taxonomy.FIRST);
            if (!read.findings().isEmpty()) {
                throw new IllegalStateException(read.findings().getFirst().asLine());
            }
            all.addAll(read.exceptions());
        }
        return new Mocks(all, List.of());
    }

    /// The shipped ones and those of a folder's `.yaml` files; a folder that is not there has none.
    public static Mocks with(Path folder) {
        var shipped = shipped();
        if (!Files.isDirectory(folder)) {
            return shipped;
        }
        var all = new ArrayList<>(shipped.all());
        var findings = new ArrayList<Finding>();
        var ids = new HashSet<String>();
        all.forEach(m -> ids.add(m.id()));
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                var read = MockReader.read(name, Files.readString(file), Taxonomy.FIRST);
                findings.addAll(read.findings());
                for (var mock : read.exceptions()) {
                    if (ids.add(mock.id())) {
                        all.add(mock);
                    } else {
                        findings.add(
                                new Finding(
                                        name,
                                        0,
                                        0,
                                        Finding.Severity.ERROR,
                                        "duplicate-id",
                                        "`" + mock.id() + "` is there already",
                                        "give it another id"));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mock exceptions in " + folder, e);
        }
        return new Mocks(all, findings);
    }

    private static String resource(String name) {
        try (var in =
                Objects.requireNonNull(
                        Mocks.class.getResourceAsStream("/practice/" + name + ".yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mock exceptions", e);
        }
    }
}
