package dev.countersign.coaching;

import dev.countersign.coaching.Post.State;
import dev.countersign.course.Pack;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Attempts;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Questions on each module of a course, and their answers. Learners, those for whom the course is,
/// and mentors read and write; a mentor accepts an answer and hides what does not belong there.
/// Threads may share it.
public final class Questions {
    private static final int SHOWN = 200;
    private static final int MAX_TITLE = 160;
    private static final int MAX_TEXT = 5_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Learning learning;
    private final InstantSource clock;
    private final Ids ids;
    private final PostStore store;

    public Questions(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Learning learning,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.learning = learning;
        this.clock = clock;
        this.ids = ids;
        this.store = new PostStore(new Texts(ledger.vault()));
    }

    /// A module's place in its course, which the reader may see.
    public record Board(Pack pack, Pack.Module module) {}

    /// @param module by its folder or its number
    /// @throws dev.countersign.kernel.ProblemException 404, also for who has no part in the course
    public Board board(Identity who, String packId, String module) {
        return storage.read(tx -> board(tx, who, packId, module));
    }

    private Board board(Tx tx, Identity who, String packId, String module) {
        var pack =
                courses.find(packId)
                        .map(Courses.Taught::pack)
                        .filter(p ->
                                who.hasAny(p.roles())
                                        || Attempts.marks(who)
                                        || Texts.manages(who)
                                        || learning.learns(tx, who.id(), packId))
                        .orElseThrow(() -> Refusal.unknown("course", packId));
        return pack.modules().stream()
                .filter(m -> m.folder().equals(module) || m.id().equals(module))
                .findFirst()
                .map(m -> new Board(pack, m))
                .orElseThrow(() -> Refusal.unknown("module", module));
    }

    /// @param words that a question or one of its answers must all contain; empty for everything
    public List<Post.Talk> threads(Identity who, String packId, String module, String words) {
        return storage.read(tx -> {
            var board = board(tx, who, packId, module);
            var folder = board.module().folder();
            var answers = store.answers(tx, packId, folder);
            var read = store.read(tx, who.id(), packId, folder);
            var out = new ArrayList<Post.Talk>();
            for (var q : store.questions(tx, packId, folder, SHOWN)) {
                var thread = thread(who, q, answers.getOrDefault(q.id(), List.of()), read);
                if (matches(thread, words)) {
                    out.add(thread);
                }
            }
            return out;
        });
    }

    private static boolean matches(Post.Talk thread, String words) {
        var text = new StringBuilder(thread.question().title());
        text.append(' ').append(thread.question().text());
        thread.answers().forEach(a -> text.append(' ').append(a.text()));
        var all = text.toString().toLowerCase(Locale.ROOT);
        return words.toLowerCase(Locale.ROOT)
                .lines()
                .flatMap(l -> java.util.Arrays.stream(l.strip().split("\\s+")))
                .allMatch(all::contains);
    }

    private static Post.Talk thread(
            Identity who, Post question, List<Post> answers, Map<String, Instant> read) {
        var sorted = new ArrayList<>(answers);
        sorted.sort(Comparator.comparing(a -> !a.id().equals(question.accepted())));
        var seen = read.getOrDefault(question.id(), Instant.EPOCH);
        var unread =
                !question.author().equals(who.id()) && question.at().isAfter(seen)
                        || answers.stream()
                                .anyMatch(
                                        a -> !a.author().equals(who.id()) && a.at().isAfter(seen));
        return new Post.Talk(question, sorted, unread, Attempts.marks(who));
    }

    /// One thread; from now on it counts as read.
    public Post.Talk open(Identity who, String packId, String module, String id) {
        var now = clock.instant();
        var thread =
                threads(who, packId, module, "").stream()
                        .filter(t -> t.question().id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Refusal.unknown("question", id));
        if (thread.unread()) {
            storage.writeAndWait(tx -> {
                store.read(tx, who.id(), id, now);
                return true;
            });
        }
        return thread;
    }

    /// @param place `section:ID` or `lab:ID` of the module, or empty
    public Post ask(
            Identity by, String packId, String module, String place, String title, String text) {
        var heading = Refusal.measured("the question", title, 5, MAX_TITLE);
        var words = text.isBlank() ? "" : Refusal.measured("the text", text, 1, MAX_TEXT);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var board = board(tx, by, packId, module);
            if (!place.isEmpty() && !places(board).containsKey(place)) {
                throw Refusal.of(
                        422,
                        "unknown-place",
                        "`" + place + "` is no section or lab of this module",
                        "choose one of " + String.join(", ", places(board).keySet()));
            }
            return put(tx, by, board, "", place, heading, words);
        });
    }

    /// What of a module can be mentioned: titles by `section:ID` and `lab:ID`.
    public static Map<String, String> places(Board board) {
        var out = new java.util.LinkedHashMap<String, String>();
        for (var s : board.module().sections()) {
            out.put("section:" + s.id(), s.title());
            for (var lab : s.labs()) {
                board.pack()
                        .lab(lab)
                        .ifPresent(l -> out.put("lab:" + lab, "Lab " + lab + ": " + l.title()));
            }
        }
        return out;
    }

    private Post put(
            Tx tx, Identity by, Board board, String parent, String place, String title, String text)
            throws SQLException {
        var now = clock.instant();
        var post =
                new Post(
                        ids.next("post"),
                        parent,
                        board.pack().id(),
                        board.module().folder(),
                        place,
                        by.id(),
                        title,
                        text,
                        State.SHOWN,
                        "",
                        now,
                        Optional.empty(),
                        now);
        store.insert(tx, post);
        record(tx, parent.isEmpty() ? "asked" : "answered", by, post);
        return post;
    }

    public Post answer(Identity by, String packId, String module, String question, String text) {
        var words = Refusal.measured("the answer", text, 2, MAX_TEXT);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var board = board(tx, by, packId, module);
            var asked = post(tx, board, question);
            if (!asked.parent().isEmpty() || asked.state() == State.HIDDEN) {
                throw Refusal.unknown("question", question);
            }
            return put(tx, by, board, question, "", "", words);
        });
    }

    /// Changes one's own words.
    public void edit(
            Identity by, String packId, String module, String id, String title, String text) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var post = own(tx, by, board(tx, by, packId, module), id);
            var isQuestion = post.parent().isEmpty();
            store.edit(
                    tx,
                    post,
                    isQuestion ? Refusal.measured("the question", title, 5, MAX_TITLE) : "",
                    isQuestion && text.isBlank()
                            ? ""
                            : Refusal.measured("the text", text, 1, MAX_TEXT),
                    clock.instant());
            record(tx, "edited", by, post);
            return true;
        });
    }

    /// Takes one's own words away, for good; the answers of others stay.
    public void delete(Identity by, String packId, String module, String id) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var post = own(tx, by, board(tx, by, packId, module), id);
            store.state(tx, id, State.DELETED, false);
            record(tx, "deleted", by, post);
            return true;
        });
    }

    private Post own(Tx tx, Identity by, Board board, String id) {
        var post = post(tx, board, id);
        if (!post.author().equals(by.id())) {
            throw Refusal.of(
                    403, "not-yours", "somebody else wrote this", "answer it, or tell a mentor");
        }
        if (post.state() != State.SHOWN) {
            throw Refusal.of(409, "gone", post.state().words().replace(".", ""), "write it anew");
        }
        return post;
    }

    private Post post(Tx tx, Board board, String id) {
        return store.find(tx, id)
                .filter(p -> p.pack().equals(board.pack().id()))
                .filter(p -> p.module().equals(board.module().folder()))
                .orElseThrow(() -> Refusal.unknown("question", id));
    }

    /// A mentor's word that this answers the question; once more takes it back.
    public void accept(Identity by, String packId, String module, String answer) {
        requireMentor(by);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var board = board(tx, by, packId, module);
            var post = post(tx, board, answer);
            if (post.parent().isEmpty() || post.state() != State.SHOWN) {
                throw Refusal.unknown("answer", answer);
            }
            var question = post(tx, board, post.parent());
            var undone = question.accepted().equals(answer);
            store.accept(tx, question.id(), undone ? "" : answer);
            record(tx, undone ? "not-accepted" : "accepted", by, post);
            return true;
        });
    }

    /// Hides what does not belong here, or shows it again.
    public void hide(Identity by, String packId, String module, String id) {
        requireMentor(by);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var post = post(tx, board(tx, by, packId, module), id);
            if (post.state() == State.DELETED) {
                throw Refusal.of(409, "gone", "its author deleted it", "nothing is left to do");
            }
            var hidden = post.state() == State.HIDDEN;
            store.state(tx, id, hidden ? State.SHOWN : State.HIDDEN, true);
            record(tx, hidden ? "shown" : "hidden", by, post);
            return true;
        });
    }

    private static void requireMentor(Identity by) {
        if (!Attempts.marks(by)) {
            throw Refusal.of(403, "role", "mentors accept and hide answers", "tell your mentor");
        }
    }

    private void record(Tx tx, String what, Identity by, Post post) throws SQLException {
        ledger.append(
                tx,
                new Entry(
                        "question." + what,
                        by.id(),
                        post.id(),
                        Map.of("pack", post.pack(), "module", post.module())));
    }
}
