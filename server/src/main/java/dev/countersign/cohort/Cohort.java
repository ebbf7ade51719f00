package dev.countersign.cohort;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A group that takes one course together.
///
/// @param monday of week `firstWeek`, in `zone`
/// @param least share of the sessions, of [Attendance#WHOLE]; 0 where the course asks for none
public record Cohort(
        String id,
        String pack,
        String name,
        ZoneId zone,
        LocalDate monday,
        int firstWeek,
        int least,
        String openedBy,
        Instant openedAt) {

    public enum Part {
        LEARNER,
        TRAINER,
        MENTOR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Somebody in a cohort.
    ///
    /// @param left empty as long as they are in it
    public record Member(
            String cohort, String person, Part part, Instant joined, Optional<Instant> left) {
        /// Whether a session at this time is theirs.
        public boolean isIn(Instant at) {
            return left.isEmpty() || at.isBefore(left.get());
        }
    }

    /// Somebody who was to join and could not.
    public record Refused(String person, String reason) {}

    /// Who is in it, who was, and who could not be.
    public record Roster(List<Member> members, List<Refused> refused) {
        public Roster {
            members = List.copyOf(members);
            refused = List.copyOf(refused);
        }

        public List<Member> now(Part part) {
            return members.stream().filter(m -> m.part() == part && m.left().isEmpty()).toList();
        }

        public boolean has(String person, Part part) {
            return now(part).stream().anyMatch(m -> m.person().equals(person));
        }

        /// Whether somebody teaches here.
        public boolean teaches(String person) {
            return has(person, Part.TRAINER) || has(person, Part.MENTOR);
        }
    }
}
