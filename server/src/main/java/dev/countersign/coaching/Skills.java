package dev.countersign.coaching;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Mentoring;
import dev.countersign.ui.Csv;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What somebody can do already, and what it is good for in the new role: written by a learner and
/// their mentor in a talk, seen by these two and by managers. Threads may share it.
public final class Skills {
    private static final int MAX_TEXT = 500;
    private static final int AT_MOST = 50;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Mentoring mentoring;
    private final InstantSource clock;
    private final Ids ids;
    private final SkillStore store;

    public Skills(
            Storage storage,
            Ledger ledger,
            People people,
            Mentoring mentoring,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.mentoring = mentoring;
        this.clock = clock;
        this.ids = ids;
        this.store = new SkillStore(new Texts(ledger.vault()));
    }

    /// @param by who wrote it down, the learner or the mentor
    public record Use(String id, String person, String skill, String use, String by, Instant at) {}

    /// @throws dev.countersign.kernel.ProblemException 404 where one may not see them
    public List<Use> of(Identity who, String person) {
        return storage.read(tx -> {
            requireReader(tx, who, person);
            return store.of(tx, person);
        });
    }

    public boolean mayWrite(Identity who, String person) {
        return who.id().equals(person) || storage.read(tx -> mentoring.isMentorOf(tx, who, person));
    }

    /// Those whose skills somebody may see, besides their own.
    public List<String> readable(Identity who) {
        return storage.read(tx ->
                people.everyone().stream()
                        .filter(p -> p.active() && !p.id().equals(who.id()))
                        .filter(p ->
                                Texts.manages(who)
                                        ? store.has(tx, p.id())
                                        : mentoring.isMentorOf(tx, who, p.id()))
                        .map(p -> p.id())
                        .toList());
    }

    private void requireReader(Tx tx, Identity who, String person) {
        if (people.person(person).isEmpty()
                || !who.id().equals(person)
                        && !Texts.manages(who)
                        && !mentoring.isMentorOf(tx, who, person)) {
            throw Refusal.unknown("person", person);
        }
    }

    private void requireWriter(Tx tx, Identity who, String person) {
        requireReader(tx, who, person);
        if (!who.id().equals(person) && !mentoring.isMentorOf(tx, who, person)) {
            throw Refusal.of(
                    403,
                    "role",
                    "skills are written down by the learner or their mentor",
                    "ask one of them");
        }
    }

    public Use note(Identity by, String person, String skill, String use) {
        var noted =
                new Use(
                        ids.next("skill"),
                        person,
                        Refusal.measured("the skill", skill, 3, MAX_TEXT),
                        Refusal.measured("the use", use, 3, MAX_TEXT),
                        by.id(),
                        clock.instant());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            requireWriter(tx, by, person);
            if (store.of(tx, person).size() >= AT_MOST) {
                throw Refusal.of(
                        409,
                        "skills-full",
                        "there are " + AT_MOST + " already",
                        "take one away that matters less");
            }
            store.insert(tx, noted);
            ledger.append(
                    tx, new Entry("skill.noted", by.id(), noted.id(), Map.of("person", person)));
            return true;
        });
        return noted;
    }

    public void remove(Identity by, String person, String id) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            requireWriter(tx, by, person);
            if (!store.delete(tx, person, id)) {
                throw Refusal.unknown("skill", id);
            }
            ledger.append(tx, new Entry("skill.removed", by.id(), id, Map.of("person", person)));
            return true;
        });
    }

    /// One line each, as CSV.
    public String export(Identity who, String person) {
        var out =
                new StringBuilder(
                        Csv.line("person", "skill", "use", "noted_by", "noted_at") + "\r\n");
        for (var u : of(who, person)) {
            out.append(Csv.line(u.person(), u.skill(), u.use(), u.by(), u.at().toString()))
                    .append("\r\n");
        }
        return out.toString();
    }
}
