package dev.countersign.report.web;

import dev.countersign.ledger.StoredEntry;
import java.util.Map;
import java.util.function.Predicate;

/// An entry in words, with links to what it speaks of.
///
/// @param words what happened, lower case, without its actor
/// @param href the page of what it happened to; empty where there is none, or not for this reader
public record EntryView(StoredEntry entry, String words, String href) {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("call.recorded", "sent a request"),
                    Map.entry("call.released", "released an answer"),
                    Map.entry("call.held", "held an answer for a person"),
                    Map.entry("call.blocked", "blocked an answer"),
                    Map.entry("call.refused", "refused a request"),
                    Map.entry("call.failed", "got no answer from the upstream"),
                    Map.entry("call.abandoned", "saw the caller leave"),
                    Map.entry("call.revealed", "read the originals behind masked text"),
                    Map.entry("case.opened", "opened a case"),
                    Map.entry("case.approved", "approved an answer"),
                    Map.entry("case.denied", "denied an answer"),
                    Map.entry("case.escalated", "passed a case on"),
                    Map.entry("case.edited-and-approved", "edited and approved an answer"),
                    Map.entry("case.breached", "saw a case pass its time"),
                    Map.entry("case.expired", "closed a case that nobody decided"),
                    Map.entry("case.taken", "took a case"),
                    Map.entry("case.put-back", "put a case back"),
                    Map.entry("case.categorised", "put a case under a category"),
                    Map.entry("case.overturned", "overturned a decision"),
                    Map.entry("case.taken-back", "took their own decision back"),
                    Map.entry("case.broke-glass", "approved in an emergency, past the groups"),
                    Map.entry("case.amended", "said something else about a case"),
                    Map.entry("case.reminded", "reminded of a case"),
                    Map.entry("case.response-missed", "saw nobody answer a case in time"),
                    Map.entry("case.climbed", "passed an unanswered case on"),
                    Map.entry("case.unanswered", "closed a case that nobody answered"),
                    Map.entry("case.paused", "stopped a case's clock"),
                    Map.entry("case.resumed", "started a case's clock again"),
                    Map.entry("exception.raised", "raised an exception"),
                    Map.entry("exemption.ended", "saw an exemption end"),
                    Map.entry("action.asked", "asked for an action"),
                    Map.entry("action.refused", "refused an action"),
                    Map.entry("action.carried-out", "carried an action out"),
                    Map.entry("action.revealed", "read the originals behind an action"),
                    Map.entry("change.proposed", "proposed a change"),
                    Map.entry("change.came-into-force", "brought a change into force"),
                    Map.entry("change.shadow-began", "began to watch a change unseen"),
                    Map.entry("change.shadow-asked", "asked a watched prompt unseen"),
                    Map.entry("change.shadow-passed", "saw a watched change stay within its limit"),
                    Map.entry("change.shadow-stopped", "stopped a watched change"),
                    Map.entry("change.shadow-cut-short", "let a watched change go live early"),
                    Map.entry("delegation.made", "lent a role"),
                    Map.entry("delegation.ended", "ended a delegation"),
                    Map.entry("playbook.loaded", "loaded a version of the playbook"),
                    Map.entry("playbook.activated", "brought a version of the playbook into force"),
                    Map.entry("prompt.published", "published a version of a prompt"),
                    Map.entry("prompt.activated", "made a version of a prompt live"),
                    Map.entry("person.added", "added a person"),
                    Map.entry("person.changed", "changed a person"),
                    Map.entry("person.erased", "erased a person's personal data"),
                    Map.entry("call.erased", "erased the personal data of a call"),
                    Map.entry("person.password-set", "set a password"),
                    Map.entry("session.started", "signed in"),
                    Map.entry("session.ended", "signed out"),
                    Map.entry("key.issued", "made an API key"),
                    Map.entry("key.revoked", "revoked an API key"),
                    Map.entry("waiver.granted", "granted a waiver"),
                    Map.entry("waiver.ended", "ended a waiver"),
                    Map.entry("retention.applied", "erased what the retention period had passed"),
                    Map.entry("ledger.key-rotated", "handed the ledger over to a new key"),
                    Map.entry("brief.produced", "made the daily brief"));

    /// @param opens whether the reader may open the page of such a call or case
    static EntryView of(StoredEntry entry, Predicate<String> opens) {
        var subject = entry.subject();
        var guarded = subject.startsWith("call-") || subject.startsWith("case-");
        return new EntryView(
                entry,
                WORDS.getOrDefault(entry.action(), spoken(entry.action())),
                guarded && !opens.test(subject) ? "" : href(entry));
    }

    /// `prompt.version-published` → `prompt version published`.
    private static String spoken(String action) {
        return action.replace('.', ' ').replace('-', ' ');
    }

    private static String href(StoredEntry entry) {
        var subject = entry.subject();
        var kind = entry.action().substring(0, Math.max(0, entry.action().indexOf('.')));
        return switch (kind) {
            case "playbook" -> "/playbooks/" + subject;
            case "person", "session" -> "/people/" + subject;
            case "prompt" -> "/prompts/" + subject.replaceAll("@.*", "");
            case "waiver" -> "/waivers";
            case "change" -> "/changes/" + subject;
            default ->
                    subject.startsWith("call-")
                            ? "/calls/" + subject
                            : subject.startsWith("case-") ? "/cases/" + subject : "";
        };
    }
}
