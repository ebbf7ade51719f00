package dev.countersign.host;

import java.util.List;

/// What is installed in one host system.
///
/// @param product as the playbook writes it
/// @param title the system's name
/// @param fileName empty where we make no file for this system
/// @param type the file's media type
/// @param steps how an administrator of that system installs it
public record HostApp(
        String product,
        String title,
        List<HostButton> buttons,
        String fileName,
        String type,
        List<String> steps) {
    public HostApp {
        buttons = List.copyOf(buttons);
        steps = List.copyOf(steps);
    }

    public boolean isMade() {
        return !fileName.isEmpty();
    }
}
