package dev.countersign;

import dev.countersign.api.QualityResources;
import dev.countersign.api.SopResources;
import dev.countersign.assurance.Tool;
import dev.countersign.change.ChangeRequest;
import dev.countersign.change.Changes;
import dev.countersign.change.web.ChangePages.Behind;
import dev.countersign.desk.Decided;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gateway.Ask;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.DefectClass;
import dev.countersign.playbook.Playbooks;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.quality.Causes;
import dev.countersign.quality.Defects;
import dev.countersign.quality.Defects.Answered;
import dev.countersign.quality.web.CausePages;
import dev.countersign.quality.web.CausePages.Proposed;
import dev.countersign.quality.web.DefectPages;
import dev.countersign.sop.Checks;
import dev.countersign.sop.Checks.CaseText;
import dev.countersign.sop.Sops;
import dev.countersign.sop.web.CheckPages;
import dev.countersign.sop.web.SopPages;
import dev.countersign.storage.Storage;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Defects, their causes, and procedures, put together with what they are about. What is in force
/// is read here and never written: the modules get functions that look, and none that acts.
final class DefectRoom {
    private final People people;
    private final Playbooks playbooks;
    private final Supplier<List<Tool>> tools;
    private final PromptLibrary library;
    private final Gateway gateway;
    private final Desk desk;
    private final Changes changes;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Defects defects;
    private final Causes causes;
    private final Sops sops;
    private final Checks checks;

    DefectRoom(
            Storage storage,
            Ledger ledger,
            People people,
            Playbooks playbooks,
            Supplier<List<Tool>> tools,
            PromptLibrary library,
            Gateway gateway,
            Ask ask,
            Desk desk,
            Changes changes,
            UnaryOperator<String> mask,
            InstantSource clock,
            Ids ids) {
        this.people = people;
        this.playbooks = playbooks;
        this.tools = tools;
        this.library = library;
        this.gateway = gateway;
        this.desk = desk;
        this.changes = changes;
        this.ledger = ledger;
        this.clock = clock;
        var parts =
                new Defects.Parts(
                        storage, ledger, people, this::classes, this::answered, mask, clock, ids);
        defects = new Defects(parts);
        causes = new Causes(parts, this::deciders, id -> changes.find(id).isPresent());
        var sopParts = new Sops.Parts(storage, ledger, people, playbooks::active, mask, clock, ids);
        sops = new Sops(sopParts);
        checks = new Checks(sopParts, sops, gateway, ask, this::caseText, defects);
    }

    Defects defects() {
        return defects;
    }

    private List<DefectClass> classes() {
        return playbooks.active().map(p -> p.organisation().defects()).orElse(DefectClass.STANDARD);
    }

    private Optional<Answered> answered(String call) {
        return gateway.find(call)
                .map(c ->
                        new Answered(
                                c.id(),
                                tools.get().stream()
                                        .filter(t -> t.prompt().equals(c.prompt()))
                                        .map(Tool::name)
                                        .findFirst()
                                        .orElse(c.prompt()),
                                c.personId(),
                                c.state() == CallState.RELEASED));
    }

    private Set<String> deciders(String call) {
        return gateway.find(call)
                .flatMap(CallRecord::caseId)
                .flatMap(desk::find)
                .map(c -> c.decisions().stream().map(Decided::approver).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private Optional<CaseText> caseText(Identity who, String id) {
        return desk.find(id)
                .filter(c -> c.readableBy(desk.reader(who)))
                .map(c -> new CaseText(worker(c), text(c)));
    }

    /// Whose work a case was: the one's who decided it, as long as nobody has the one's who raised
    /// it.
    private static String worker(ExceptionCase c) {
        return c.decisions().isEmpty() ? c.opened().raisedBy() : c.decisions().getLast().approver();
    }

    private static String text(ExceptionCase c) {
        var out = new StringBuilder(c.opened().title()).append('\n');
        out.append(c.opened().requestShown()).append('\n');
        if (!c.textNow().isBlank()) {
            out.append("Proposed: ").append(c.textNow()).append('\n');
        }
        for (var d : c.decisions()) {
            out.append("A person ")
                    .append(d.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" it: ")
                    .append(d.justification())
                    .append('\n');
        }
        return out.toString();
    }

    /// What a change's page says of why it was proposed.
    List<Behind> behind(Identity who, String change) {
        return causes.behind(who, change).stream()
                .map(c -> new Behind("/quality/causes/" + c.id(), c.statement()))
                .toList();
    }

    private List<Proposed> newest(int limit) {
        return changes.newest(limit).stream()
                .map(c -> new Proposed(c.id(), c.title(), inWords(c.state())))
                .toList();
    }

    private static String inWords(ChangeRequest.State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case SHADOW -> "in shadow";
            case IN_FORCE -> "in force";
            case DENIED -> "denied";
            case STOPPED -> "stopped";
        };
    }

    /// @param opens whether somebody may open the page of a call or case
    void mount(
            Web web,
            Frames frames,
            Function<Identity, List<Offer>> offers,
            BiPredicate<Identity, String> opens) {
        new QualityResources(defects, causes).mount(web);
        new SopResources(sops, checks).mount(web);
        new DefectPages(defects, ledger, people, opens, frames, clock).mount(web);
        new CausePages(causes, defects, ledger, people, this::newest, frames, clock).mount(web);
        Function<Identity, Set<String>> runs =
                who ->
                        offers.apply(who).stream()
                                .filter(o -> o.missing().isEmpty())
                                .map(Offer::name)
                                .collect(Collectors.toSet());
        new SopPages(sops, checks, people, name -> library.live(name).isPresent(), runs, frames)
                .mount(web);
        new CheckPages(checks, defects, ledger, people, opens, frames).mount(web);
    }
}
