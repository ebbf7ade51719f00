package dev.countersign.launch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the records say of a launch, as far as the checklist asks.
///
/// @param teamKnown whether the organisation in force still has the team
/// @param members ids of those who begin, who work here now
/// @param measured minutes by workflow, of those with a baseline in force
/// @param inForce empty where no playbook is
/// @param confirmation the newest
/// @param held sessions of their cohorts in the two weeks that are over
/// @param tools open for one of them at least, each once
/// @param briefTime when a day's brief is due, in UTC
/// @param briefs the days that have one
/// @param names people's names, by id
/// @param security id of the security partner; empty where the organisation names none
record Facts(
        Launch launch,
        Instant now,
        boolean teamKnown,
        Set<String> members,
        Map<String, String> measured,
        Optional<Scope> inForce,
        Optional<Confirmation> confirmation,
        List<Held> held,
        List<OpenTool> tools,
        LocalTime briefTime,
        Set<LocalDate> briefs,
        List<ReadOut> readOuts,
        Map<String, String> names,
        String security) {

    /// A session that took place.
    ///
    /// @param parts minutes by module; empty where it belongs to none
    /// @param managers ids of the managers who were marked present
    record Held(
            String session,
            String title,
            Map<String, Integer> parts,
            int minutes,
            Instant ends,
            List<String> managers) {}

    String name(String id) {
        return names.getOrDefault(id, id);
    }
}
