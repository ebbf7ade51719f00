package dev.countersign.report.web;

import dev.countersign.course.Pack;
import dev.countersign.people.People;
import dev.countersign.playbook.Playbooks;
import dev.countersign.report.Tracks;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The training tracks of the playbook in force: effort, outcomes and what proves them.
public final class TrackPages {
    private final Playbooks playbooks;
    private final People people;
    private final Supplier<? extends Collection<Pack>> packs;
    private final Frames frames;

    /// @param packs those that are taught
    public TrackPages(
            Playbooks playbooks,
            People people,
            Supplier<? extends Collection<Pack>> packs,
            Frames frames) {
        this.playbooks = playbooks;
        this.people = people;
        this.packs = packs;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/playbook/tracks", this::show);
    }

    private void show(Exchange e) {
        var tracks =
                playbooks
                        .active()
                        .map(p ->
                                Tracks.of(
                                        p.playbook(),
                                        p.organisation(),
                                        role -> people.holding(role).size(),
                                        packs.get()))
                        .orElse(new Tracks(List.of()));
        e.render(
                "page/tracks.jte",
                Map.of("frame", frames.frame(e, "policies", "Training tracks"), "view", tracks));
    }
}
