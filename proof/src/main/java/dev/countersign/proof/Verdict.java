package dev.countersign.proof;

import java.util.List;
import java.util.Map;

/// What a check of a pack found.
///
/// @param proven what holds, given what was trusted
/// @param unproven what this pack cannot show, whoever made it
/// @param findings what is wrong; empty in a good pack
public record Verdict(List<String> proven, List<String> unproven, List<String> findings) {
    public Verdict {
        proven = List.copyOf(proven);
        unproven = List.copyOf(unproven);
        findings = List.copyOf(findings);
    }

    public boolean fine() {
        return findings.isEmpty();
    }

    public String json() {
        return Json.canonical(
                Map.of(
                        "fine", fine(),
                        "proven", proven,
                        "unproven", unproven,
                        "findings", findings));
    }
}
