package dev.countersign.assist;

import dev.countersign.model.Encoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The microtools served by the models in this process. Learns in the background: until it has, its
/// answers carry no confidence and so go to a person.
///
/// Each part (triage, articles, procedures) is used as soon as it is ready. After [#reload] the old
/// parts serve until the new ones are ready; if learning fails, they stay.
public final class OnBoxAssist implements Assist {
    /// Most chars of an input.
    public static final int LONGEST = 100_000;

    private static final String TRIAGE = "triage_summarize";
    private static final String LOOKUP = "kb_lookup";
    private static final String SUGGEST = "sop_suggest";
    private static final String CHECK = "sop_check";

    private final Encoder encoder;
    private volatile @Nullable Triage triage;
    private volatile @Nullable Library articles;
    private volatile @Nullable Library procedures;
    private volatile CompletableFuture<Void> learnt;
    private volatile long round;

    /// Starts learning at once, on a thread of its own.
    public OnBoxAssist(Encoder encoder, Knowledge knowledge) {
        this.encoder = encoder;
        this.learnt = learn(knowledge, 0);
    }

    /// Learns this instead, in the background.
    public synchronized void reload(Knowledge knowledge) {
        round++;
        learnt = learn(knowledge, round);
    }

    /// Done when what was last given has been learnt, or failed if it cannot be.
    public CompletableFuture<Void> learnt() {
        return learnt.copy();
    }

    private CompletableFuture<Void> learn(Knowledge knowledge, long mine) {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform()
                .daemon()
                .name("assist-learning")
                .start(() -> {
                    try {
                        learnNow(knowledge, mine);
                        done.complete(null);
                    } catch (RuntimeException | LinkageError e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }

    private void learnNow(Knowledge knowledge, long mine) {
        var newTriage = Triage.learn(encoder, knowledge);
        keep(mine, () -> triage = newTriage.orElse(null));
        learnProcedures(knowledge, mine);
        learnArticles(knowledge, mine);
    }

    // Searched as soon as it is read; sure of itself a little later.
    private void learnProcedures(Knowledge knowledge, long mine) {
        var read = Library.of(encoder, knowledge.procedures());
        keep(mine, () -> procedures = read);
        var sure = read.calibrated(knowledge.questions(Question.Kind.PROCEDURE));
        keep(mine, () -> procedures = sure);
    }

    private void learnArticles(Knowledge knowledge, long mine) {
        var read = Library.of(encoder, knowledge.articles());
        keep(mine, () -> articles = read);
        var sure = read.calibrated(knowledge.questions(Question.Kind.ARTICLE));
        keep(mine, () -> articles = sure);
    }

    // A slow learner MUST NOT overwrite what a later reload has learnt.
    private synchronized void keep(long mine, Runnable change) {
        if (mine == round) {
            change.run();
        }
    }

    @Override
    public Set<String> serves() {
        return Set.of(TRIAGE, LOOKUP, SUGGEST, CHECK);
    }

    /// @throws IllegalArgumentException if the prompt is not served, or the input is blank or
    ///   longer than [#LONGEST] chars
    @Override
    public AssistAnswer answer(String prompt, String input) {
        if (input.isBlank()) {
            throw new IllegalArgumentException("the input is empty; send the text to work on");
        }
        if (input.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the input has %d characters; send at most %d"
                            .formatted(input.length(), LONGEST));
        }
        return switch (prompt) {
            case TRIAGE -> triage(input);
            case LOOKUP -> found(articles, library -> Lookup.passages(encoder, library, input));
            case SUGGEST -> found(procedures, library -> Lookup.steps(encoder, library, input));
            case CHECK -> Evidence.of(encoder, input);
            default ->
                    throw new IllegalArgumentException(
                            "no on-box tool serves `" + prompt + "`; there are " + serves());
        };
    }

    private AssistAnswer triage(String input) {
        var summary = Summary.of(encoder, input);
        return Optional.ofNullable(triage)
                .map(ready -> ready.answer(input, summary))
                .orElseGet(() -> Triage.untrained(encoder, summary));
    }

    private AssistAnswer found(@Nullable Library library, Function<Library, AssistAnswer> answer) {
        if (library != null) {
            return answer.apply(library);
        }
        return new AssistAnswer(
                "The documents have not been read yet; ask again in a moment.",
                OptionalDouble.empty(),
                Map.of("sources", List.of()),
                encoder.version());
    }
}
