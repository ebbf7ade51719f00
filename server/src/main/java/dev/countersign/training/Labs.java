package dev.countersign.training;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.LabRoom.Place;
import dev.countersign.training.LabSheet.GroupAsk;
import dev.countersign.training.LabWork.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a learner does with labs: fill in, name a group, hand in. Threads may share it.
public final class Labs {
    private static final int LONGEST = 20_000;
    private static final int LARGEST_GROUP = 12;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final LabRoom room;
    private final InstantSource clock;
    private final TrainingStore training = new TrainingStore();

    Labs(Storage storage, Ledger ledger, People people, LabRoom room, InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.room = room;
        this.clock = clock;
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public LabSheet sheet(Identity who, String packId, String labId) {
        var place = room.place(packId, labId, who.id());
        return storage.read(tx -> sheet(tx, place, who.id()));
    }

    LabSheet sheet(Tx tx, Place place, String person) {
        var work = room.find(tx, person, place);
        var id = work.map(LabWork::id).orElse("");
        return new LabSheet(
                place.taught(),
                place.lab(),
                person,
                training.enrolments(tx, person).contains(place.packId()),
                work,
                room.rules(tx, place, work),
                work.map(w -> room.store.judgements(tx, w)).orElse(List.of()),
                work.map(w -> room.store.observations(tx, w)).orElse(List.of()),
                room.store.members(tx, id),
                room.files.of(tx, id),
                room.tries.tries(tx, id),
                room.mentors.mentor(tx, person, place.packId()),
                asks(tx, place, person));
    }

    private List<GroupAsk> asks(Tx tx, Place place, String person) {
        var out = new ArrayList<GroupAsk>();
        for (var work : room.store.naming(tx, person, place.packId(), place.lab().id())) {
            var settled = new ArrayList<String>();
            for (var i = 1; i <= LabParts.lines(place.lab()); i++) {
                if (!work.text(LabParts.settled(i)).isBlank()) {
                    settled.add(work.text(LabParts.settled(i)));
                }
            }
            out.add(
                    new GroupAsk(
                            work.id(),
                            work.person(),
                            List.copyOf(settled),
                            !work.isWithLearner(),
                            room.store.members(tx, work.id()).stream()
                                    .anyMatch(m -> m.person().equals(person) && m.confirmed())));
        }
        return out;
    }

    /// Everybody who learns the pack, for naming a group.
    public List<String> learners(String packId) {
        return storage.read(tx -> room.mentors.learners(tx, packId));
    }

    /// Saves parts; what was saved before stays where nothing new is said, and an empty text takes
    /// a part back.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404, 409 where it is handed in, 422
    public void save(Identity who, String packId, String labId, Map<String, String> parts) {
        var place = room.place(packId, labId, who.id());
        var known = new HashSet<>(LabParts.names(place.lab(), place.taught().pack()));
        for (var part : parts.entrySet()) {
            if (!known.contains(part.getKey())) {
                throw LabRoom.problem(
                        422,
                        "not-asked",
                        "this lab does not ask for `" + part.getKey() + "`",
                        "open the lab again");
            }
            if (part.getValue().length() > LONGEST) {
                throw LabRoom.problem(
                        422,
                        "too-long",
                        "`%s` has %d characters".formatted(part.getKey(), part.getValue().length()),
                        "shorten it to 20,000");
            }
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            room.requireEnrolled(tx, who.id(), place);
            var work = room.mayChange(room.begun(tx, who.id(), place));
            var texts = new HashMap<>(work.texts());
            parts.forEach((part, text) -> {
                if (text.isBlank()) {
                    texts.remove(part);
                } else {
                    texts.put(part, text);
                }
            });
            room.store.put(tx, work.with(texts));
            return true;
        });
    }

    /// Names the group for which one hands in; oneself is always one of it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 422 for somebody who does not learn the pack
    public void group(Identity who, String packId, String labId, List<String> members) {
        var place = room.place(packId, labId, who.id());
        if (!LabParts.isGroup(place.lab())) {
            throw LabRoom.problem(
                    422, "no-group", "this lab is done by oneself", "hand in your own");
        }
        var wanted = new HashSet<>(members);
        wanted.add(who.id());
        if (wanted.size() > LARGEST_GROUP) {
            throw LabRoom.problem(
                    422, "large-group", "a group has at most 12 members", "make two groups");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            room.requireEnrolled(tx, who.id(), place);
            var learners = room.mentors.learners(tx, packId);
            for (var person : wanted) {
                if (!learners.contains(person) || !people.isActive(tx, person)) {
                    throw LabRoom.problem(
                            422,
                            "not-a-learner",
                            "`" + person + "` does not learn this course",
                            "name people who are enrolled in it");
                }
            }
            var work = room.mayChange(room.begun(tx, who.id(), place));
            for (var member : room.store.members(tx, work.id())) {
                if (!wanted.contains(member.person())) {
                    room.store.unname(tx, work.id(), member.person());
                }
            }
            wanted.forEach(p -> room.store.name(tx, work.id(), p));
            return true;
        });
    }

    /// Handing in twice is handing in once.
    ///
    /// @throws dev.countersign.kernel.ProblemException 409 where nobody may read it yet, 422 with
    ///   what is missing
    public LabWork handIn(Identity who, String packId, String labId) {
        var place = room.place(packId, labId, who.id());
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            room.requireEnrolled(tx, who.id(), place);
            var work = room.begun(tx, who.id(), place);
            return work.isWithLearner() ? room.handIn(tx, place, work) : work;
        });
    }

    /// Takes back what nobody has judged yet, to change it.
    public void takeBack(Identity who, String packId, String labId) {
        var place = room.place(packId, labId, who.id());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var work = room.begun(tx, who.id(), place);
            if (work.state() == State.PASSED) {
                room.mayChange(work);
            }
            if (work.state() == State.HANDED_IN) {
                room.store.put(tx, work.in(State.OPEN));
                ledger.append(
                        tx,
                        new Entry(
                                "lab.taken-back",
                                who.id(),
                                work.id(),
                                Map.of("number", (long) work.handIns())));
            }
            return true;
        });
    }

    /// Asks for a mentor to watch the next one.
    public void askToWatch(Identity who, String packId, String labId) {
        var place = room.place(packId, labId, who.id());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            room.requireEnrolled(tx, who.id(), place);
            var work = room.mayChange(room.begun(tx, who.id(), place));
            if (room.store.observations(tx, work).size()
                    >= place.lab().pass().observed().orElse(0)) {
                throw LabRoom.problem(
                        409, "watched", "nothing more is to be observed", "hand it in");
            }
            if (work.watchAsked().isEmpty()) {
                room.store.put(tx, work.watch(Optional.of(clock.instant())));
            }
            return true;
        });
    }

    /// Confirms that one was of the group, or says that one was not. A result counts for somebody
    /// once: who has confirmed one cannot confirm another.
    public void confirm(Identity who, String packId, String labId, String workId, boolean was) {
        var owner =
                storage.read(tx -> room.store.work(tx, workId))
                        .filter(w -> w.pack().equals(packId) && w.lab().equals(labId))
                        .orElseThrow(() -> LabRoom.unknown(workId));
        var place = room.place(packId, labId, owner.person());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var work = room.store.work(tx, workId).orElseThrow();
            var members = room.store.members(tx, workId);
            if (work.person().equals(who.id())
                    || members.stream().noneMatch(m -> m.person().equals(who.id()))) {
                throw LabRoom.unknown(workId);
            }
            if (work.state() == State.PASSED
                    && members.stream()
                            .anyMatch(m -> m.person().equals(who.id()) && m.confirmed())) {
                return was;
            }
            if (!was) {
                room.store.unname(tx, workId, who.id());
                return false;
            }
            refuseTwice(tx, place, who, work);
            room.store.confirm(tx, workId, who.id(), Optional.of(clock.instant()));
            ledger.append(tx, new Entry("lab.confirmed", who.id(), workId, Map.of("lab", labId)));
            room.settle(tx, place, work, "");
            return true;
        });
    }

    private void refuseTwice(Tx tx, Place place, Identity who, LabWork work) {
        if (work.isWithLearner()) {
            throw LabRoom.problem(
                    409,
                    "not-handed-in",
                    "there is no result to confirm yet",
                    "wait until it is handed in");
        }
        var other =
                room.store.naming(tx, who.id(), place.packId(), place.lab().id()).stream()
                        .filter(w -> !w.id().equals(work.id()))
                        .flatMap(w -> room.store.members(tx, w.id()).stream())
                        .anyMatch(m -> m.person().equals(who.id()) && m.confirmed());
        var own = room.find(tx, who.id(), place);
        if (other || own.filter(w -> !w.isWithLearner()).isPresent()) {
            throw LabRoom.problem(
                    409,
                    "other-group",
                    "another result counts for you in this lab",
                    "say to this group that you were not of it");
        }
    }
}
