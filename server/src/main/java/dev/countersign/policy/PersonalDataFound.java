package dev.countersign.policy;

import dev.countersign.policy.Rules.PersonalDataZone;

/// Where the redactor found personal data in this call.
public record PersonalDataFound(boolean inRequest, boolean inAnswer) {
    boolean in(PersonalDataZone zone) {
        return switch (zone) {
            case OFF -> false;
            case ANSWER -> inAnswer;
            case REQUEST -> inRequest;
            case BOTH -> inRequest || inAnswer;
        };
    }

    String where(PersonalDataZone zone) {
        return inAnswer && zone != PersonalDataZone.REQUEST ? "answer" : "request";
    }
}
