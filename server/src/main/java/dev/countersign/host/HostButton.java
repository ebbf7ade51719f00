package dev.countersign.host;

/// One button.
///
/// @param tool the microtool, as the playbook names it
/// @param prompt that it runs
public record HostButton(String tool, String prompt) {
    public String label() {
        var words = tool.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
