package dev.countersign.practice;

import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import java.util.List;
import java.util.function.Function;

/// Who teaches whom: those whom the organisation file names, or else everybody with the role.
/// Nobody teaches themselves.
public final class Mentors {
    public static final String ROLE = "mentor";

    private final People people;
    private final Function<String, List<String>> named;

    /// @param named those whom the organisation names for a person; may be empty
    public Mentors(People people, Function<String, List<String>> named) {
        this.people = people;
        this.named = named;
    }

    /// By name.
    public List<Person> of(String person) {
        return people.holding(ROLE).stream().filter(m -> teaches(m.id(), person)).toList();
    }

    public boolean mayTeach(Identity mentor, String person) {
        return mentor.has(ROLE) && teaches(mentor.id(), person);
    }

    private boolean teaches(String mentor, String person) {
        var theirs =
                named.apply(person).stream()
                        .filter(id -> people.rolesNow(id).contains(ROLE))
                        .toList();
        return !mentor.equals(person) && (theirs.isEmpty() || theirs.contains(mentor));
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    void require(Identity mentor, String person) {
        if (mentor.id().equals(person)) {
            throw Practice.problem(
                    403,
                    "own-practice",
                    "Not your own",
                    "nobody comments on or signs off their own practice",
                    "ask a mentor of yours");
        }
        if (!mayTeach(mentor, person)) {
            var names = of(person).stream().map(Person::name).toList();
            throw Practice.problem(
                    403,
                    "not-a-mentor",
                    "Not somebody you teach",
                    "you are no mentor of `" + person + "`",
                    names.isEmpty()
                            ? "an administrator gives somebody the role `" + ROLE + "`"
                            : "ask " + String.join(" or ", names));
        }
    }
}
