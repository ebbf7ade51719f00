package dev.countersign.intake;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.CsvRows;
import dev.countersign.kernel.Reason;
import dev.countersign.model.Encoder;
import dev.countersign.model.Example;
import dev.countersign.model.Head;
import dev.countersign.model.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proposes a category for an exception that came without one; only a person sets it. Learns from
/// the examples that ship with the product, once, beside the first exception that asks. Threads may
/// share it.
public final class CategoryTriage {
    /// From here on a category is named. Below, the cross-validation has every second proposal
    /// wrong, and a wrong one beside the field is worse than none.
    static final double SURE = 0.6;

    private static final Logger LOG = LoggerFactory.getLogger(CategoryTriage.class);

    private final Encoder encoder;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Head head;

    public CategoryTriage(Encoder encoder) {
        this.encoder = encoder;
    }

    /// An exception's text and the category that a person put it under.
    record Labelled(String text, String category) {}

    /// What the case says about its category. Never waits for the training.
    ///
    /// @param title masked
    /// @param rule masked
    /// @param taxonomy of the exception's team: what it calls the kind is proposed, and a kind that
    ///   it does not have, or has several of, never
    /// @return empty while the training runs, and where it failed
    Optional<Reason> proposal(String title, String rule, Taxonomy taxonomy) {
        var trained = head;
        if (trained == null) {
            if (begun.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("category-training").start(this::learn);
            }
            return Optional.empty();
        }
        return Optional.of(trained.judge(encoder.encode(text(title, rule))))
                .flatMap(j -> taxonomy.nameOf(j.category()).map(name -> reason(j, name)));
    }

    // Many tools send the rule as the title; twice the same words would only weigh double.
    private static String text(String title, String rule) {
        return rule.isEmpty() || rule.equals(title) ? title : title + ". " + rule;
    }

    static Reason reason(Judgement judgement) {
        return reason(judgement, judgement.category());
    }

    private static Reason reason(Judgement judgement, String name) {
        var sure = judgement.confidence().orElse(0) >= SURE;
        // Two digits would round to 1.00, which promises what nobody can.
        var likeliest = Math.min(0.99, judgement.candidates().getFirst().probability());
        var sentence =
                sure
                        ? String.format(
                                Locale.ROOT,
                                "looks like `%s` (confidence %.2f); a person confirms",
                                name,
                                likeliest)
                        : "no category was told and none is likely enough to propose; a person chooses";
        return new Reason(
                Reason.TRIAGE,
                sentence,
                sure ? name : "",
                sure ? "" : String.format(Locale.ROOT, "confidence %.1f", SURE),
                "");
    }

    private void learn() {
        try {
            head = train(encoder, examples());
        } catch (RuntimeException | LinkageError e) {
            // Intake goes on without proposals, as it does while the training runs.
            LOG.error("category-training-failed", e);
        }
    }

    static Head train(Encoder encoder, List<Labelled> examples) {
        var vectors = encoder.encodeAll(examples.stream().map(Labelled::text).toList());
        return Head.train(
                IntStream.range(0, examples.size())
                        .mapToObj(i -> new Example(vectors.get(i), examples.get(i).category()))
                        .toList(),
                List.of());
    }

    static List<Labelled> examples() {
        try (var in =
                Objects.requireNonNull(
                        CategoryTriage.class.getResourceAsStream("/intake/examples.csv"))) {
            return CsvRows.rows(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .skip(1)
                    .map(row -> new Labelled(row.fields().get(0), row.fields().get(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the examples of exceptions", e);
        }
    }
}
