package dev.countersign.report.web;

import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.LedgerQuery;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.policy.LedgerReaders;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiPredicate;

/// The ledger as pages: found by filter, and one entry with its proof.
public final class LedgerPages {
    private static final int PAGE = 50;

    private final Ledger ledger;
    private final Frames frames;
    private final LedgerReaders readers;
    private final BiPredicate<Identity, String> opens;

    /// @param opens whether somebody may open the page of such a call or case
    public LedgerPages(
            Ledger ledger,
            Frames frames,
            LedgerReaders readers,
            BiPredicate<Identity, String> opens) {
        this.opens = opens;
        this.ledger = ledger;
        this.frames = frames;
        this.readers = readers;
    }

    public void mount(Web web) {
        web.get("/ledger", this::entries);
        web.get("/ledger/pack", this::pack);
        web.get("/ledger/:index", this::entry);
    }

    private void entries(Exchange e) {
        readers.requireReader(e.identity());
        var filter = LedgerFilter.of(e);
        var entries = ledger.search(query(e, filter));
        var last = entries.isEmpty() ? 0 : entries.getLast().index();
        e.render(
                "page/ledger.jte",
                Map.of(
                        "frame", frames.frame(e, "records", "Ledger"),
                        "entries", entries.stream().map(x -> view(e, x)).toList(),
                        "filter", filter,
                        "size", ledger.size(),
                        "checkpoint", ledger.checkpoint(),
                        "key", ledger.verifierKey(),
                        "mayExport", readers.mayExport(e.identity()),
                        "nextHref",
                                entries.size() < PAGE || last <= 0
                                        ? ""
                                        : filter.href() + "&before=" + last));
    }

    private EntryView view(Exchange e, StoredEntry entry) {
        return EntryView.of(entry, subject -> opens.test(e.identity(), subject));
    }

    private LedgerQuery query(Exchange e, LedgerFilter filter) {
        var zone = e.identity().person().zone();
        return new LedgerQuery(
                number(e.param("before"), Long.MAX_VALUE),
                PAGE,
                filter.action(),
                filter.actor(),
                filter.subject(),
                filter.day("from", filter.from()).map(d -> d.atStartOfDay(zone).toInstant()),
                filter.day("to", filter.to())
                        .map(d -> d.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    private static long number(String text, long fallback) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : fallback;
    }

    private void entry(Exchange e) {
        readers.requireReader(e.identity());
        var index = number(e.pathParam("index"), -1);
        var proof =
                ledger.prove(index)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "no-such-leaf",
                                                "No such entry",
                                                "the ledger has no leaf `"
                                                        + e.pathParam("index")
                                                        + "`; it has "
                                                        + ledger.size(),
                                                "leaves are counted from 0")
                                        .asException());
        e.render(
                "page/ledger-entry.jte",
                Map.of(
                        "frame", frames.frame(e, "records", "Leaf " + index),
                        "view", view(e, proof.entry()),
                        "proof", proof,
                        "key", ledger.verifierKey(),
                        "mayExport", readers.mayExport(e.identity())));
    }

    private void pack(Exchange e) {
        readers.requireExporter(e.identity());
        var out = new ByteArrayOutputStream();
        var subject = e.param("subject");
        ledger.export(subject.isEmpty() ? List.of() : List.of(subject), out);
        e.download("evidence-pack.zip", "application/zip", out.toByteArray());
    }

    /// What the list is narrowed to, as it stands in the address.
    public record LedgerFilter(
            String action, String actor, String subject, String from, String to) {
        static LedgerFilter of(Exchange e) {
            return new LedgerFilter(
                    e.param("action"),
                    e.param("actor"),
                    e.param("subject"),
                    e.param("from"),
                    e.param("to"));
        }

        public boolean isEmpty() {
            return (action + actor + subject + from + to).isEmpty();
        }

        public LedgerFilter withAction(String other) {
            return new LedgerFilter(other, actor, subject, from, to);
        }

        public String href() {
            var out = new StringJoiner("&", "/ledger?", "");
            add(out, "action", action);
            add(out, "actor", actor);
            add(out, "subject", subject);
            add(out, "from", from);
            add(out, "to", to);
            return out.toString();
        }

        private static void add(StringJoiner out, String name, String value) {
            if (!value.isEmpty()) {
                out.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }

        private Optional<LocalDate> day(String name, String text) {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
            } catch (DateTimeException wrong) {
                throw new Problem(
                                400,
                                "not-a-date",
                                "Not a date",
                                "`" + name + "` is `" + text + "`, not a date",
                                "write it as "
                                        + LocalDate.ofInstant(
                                                Instant.EPOCH, java.time.ZoneOffset.UTC))
                        .asException();
            }
        }
    }
}
