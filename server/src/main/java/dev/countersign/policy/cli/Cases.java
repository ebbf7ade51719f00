package dev.countersign.policy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.policy.Facts;
import java.util.Map;

/// Reads facts from JSON.
final class Cases {
    private Cases() {}

    static Map<?, ?> object(String place, String text) throws Folder.Unreadable {
        try {
            if (PolicyTask.JSON.readValue(text, Object.class) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonProcessingException e) {
            throw new Folder.Unreadable(place + ": this is no JSON; " + e.getOriginalMessage());
        }
        throw new Folder.Unreadable(place + ": this is no JSON object; write {\"amount\": 5}");
    }

    static Facts facts(String place, Map<?, ?> given) throws Folder.Unreadable {
        var named = new java.util.LinkedHashMap<String, Object>();
        given.forEach((key, value) -> named.put(String.valueOf(key), value));
        try {
            return Facts.of(named);
        } catch (IllegalArgumentException e) {
            throw new Folder.Unreadable(place + ": " + e.getMessage());
        }
    }
}
