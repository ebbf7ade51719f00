package dev.countersign;

import dev.countersign.desk.web.CategoryChoice;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.intake.Intake;
import dev.countersign.people.Identity;
import java.util.List;
import java.util.stream.Stream;

/// Lends the taxonomy of what comes in to the desk's pages, which know of cases only.
record ExceptionCategories(Intake intake) implements DeskPages.Categories {
    @Override
    public List<CategoryChoice> choices() {
        return intake.taxonomy().categories().stream()
                .flatMap(c -> {
                    var name = c.title();
                    return Stream.concat(
                            Stream.of(new CategoryChoice(c.name(), "", name)),
                            c.subtypes().stream()
                                    .map(s ->
                                            new CategoryChoice(
                                                    c.name(),
                                                    s.name(),
                                                    name + " " + s.name() + ": " + s.title())));
                })
                .toList();
    }

    @Override
    public void put(Identity by, String caseId, String category, String subtype) {
        intake.categorise(by, caseId, category, subtype);
    }
}
