package dev.countersign;

import dev.countersign.assurance.DeskWork;
import dev.countersign.assurance.WorkSample.Stage;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.people.Identity;
import dev.countersign.ui.Web;
import java.util.List;

/// Lends shadow mode to the desk's pages, which know of cases only: what a case's page says of
/// tools, and its button.
record DeskWorkPages(DeskWork work) implements DeskPages.ShadowWork {
    void mount(Web web) {
        web.post(
                "/cases/:id/shadow",
                e -> {
                    work.use(e.identity(), e.pathParam("id"), e.param("tool"));
                    e.redirect("/cases/" + e.pathParam("id"));
                });
    }

    @Override
    public List<DeskPages.ToolChoice> choices(Identity reader, ExceptionCase c) {
        return work.offers(reader, c).stream()
                .map(o ->
                        new DeskPages.ToolChoice(
                                o.tool(),
                                o.sample().map(s -> says(s.stage())).orElse(""),
                                o.sample()
                                        .filter(s -> s.stage() == Stage.WAITS_FOR_PERSON)
                                        .isPresent()))
                .toList();
    }

    private static String says(Stage stage) {
        return switch (stage) {
            case WAITS_FOR_PERSON -> "waits for your own answer";
            case WAITS_FOR_TOOL -> "waits for the tool's answer";
            case WAITS_FOR_REVIEW -> "waits for a review";
            case REVIEWED -> "is reviewed";
        };
    }
}
