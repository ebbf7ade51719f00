package dev.countersign.survey;

import dev.countersign.people.Directory;
import dev.countersign.people.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Who is asked: holders of roles, learners of a course, and people by name, together.
///
/// @param course empty for none
public record Audience(List<String> roles, String course, List<String> people) {
    public Audience {
        roles = roles.stream().distinct().sorted().toList();
        people = people.stream().distinct().sorted().toList();
    }

    public boolean isEmpty() {
        return roles.isEmpty() && course.isEmpty() && people.isEmpty();
    }

    /// @param learns whether somebody learns the course
    boolean includes(String person, Set<String> theirRoles, Predicate<String> learns) {
        return !theirRoles.isEmpty()
                && (people.contains(person)
                        || roles.stream().anyMatch(theirRoles::contains)
                        || !course.isEmpty() && learns.test(person));
    }

    List<String> among(Directory directory, Predicate<String> learns) {
        return directory.everyone().stream()
                .filter(Person::active)
                .filter(p -> includes(p.id(), p.roles(), learns))
                .map(Person::id)
                .toList();
    }

    /// The part of the answers that somebody's belongs to: the first of the roles asked.
    String part(Set<String> theirRoles) {
        Optional<String> first = roles.stream().filter(theirRoles::contains).findFirst();
        return first.orElse("others");
    }

    /// As those asked read it.
    public String words() {
        var out = new ArrayList<String>();
        roles.forEach(r -> out.add("everybody in the role " + r.replace('_', ' ')));
        if (!course.isEmpty()) {
            out.add("everybody who learns " + course);
        }
        if (!people.isEmpty()) {
            out.add(people.size() + " people by name");
        }
        return String.join(", ", out);
    }
}
