package dev.countersign.lrs.rule;

import java.util.Optional;
import java.util.regex.Pattern;

/// The versions of xAPI that are spoken here.
public enum Version {
    V1("1.0.3", "1.0.0", Pattern.compile("1\\.0(\\.\\d+)?")),
    V2("2.0.0", "2.0.0", Pattern.compile("2\\.0(\\.\\d+)?"));

    private final String spoken;
    private final String ofStatements;
    private final Pattern asked;

    Version(String spoken, String ofStatements, Pattern asked) {
        this.spoken = spoken;
        this.ofStatements = ofStatements;
        this.asked = asked;
    }

    /// What an answer says in `X-Experience-API-Version`.
    public String spoken() {
        return spoken;
    }

    /// What a statement that says no version is stored as.
    public String ofStatements() {
        return ofStatements;
    }

    public boolean covers(String version) {
        return asked.matcher(version).matches();
    }

    public static Optional<Version> asked(String header) {
        var wanted = header.strip();
        for (var version : values()) {
            if (version.covers(wanted)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
