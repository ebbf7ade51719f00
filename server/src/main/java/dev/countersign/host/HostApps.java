package dev.countersign.host;

import dev.countersign.playbook.LoadedPlaybook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The host systems that the playbook in force names, and the file for each.
public final class HostApps {
    private final Supplier<Optional<LoadedPlaybook>> playbook;
    private final Supplier<String> address;

    /// @param address where people reach this server, without a slash at its end
    public HostApps(Supplier<Optional<LoadedPlaybook>> playbook, Supplier<String> address) {
        this.playbook = playbook;
        this.address = address;
    }

    /// By product.
    public List<HostApp> all() {
        var buttons = new TreeMap<String, List<HostButton>>();
        playbook.get()
                .ifPresent(p -> {
                    var prompts = p.organisation().settings().toolPrompts();
                    for (var track : p.playbook().trainingTracks()) {
                        for (var tool : track.microtools()) {
                            var button =
                                    new HostButton(
                                            tool.name(),
                                            prompts.getOrDefault(tool.name(), tool.name()));
                            var of =
                                    buttons.computeIfAbsent(
                                            tool.product().toLowerCase(Locale.ROOT),
                                            _ -> new ArrayList<>());
                            if (!of.contains(button)) {
                                of.add(button);
                            }
                        }
                    }
                });
        return buttons.entrySet().stream().map(e -> app(e.getKey(), e.getValue())).toList();
    }

    private static HostApp app(String product, List<HostButton> buttons) {
        return switch (product) {
            case "zendesk" ->
                    new HostApp(
                            product,
                            "Zendesk",
                            buttons,
                            "countersign-zendesk.zip",
                            "application/zip",
                            List.of(
                                    "In Zendesk's Admin Centre choose Apps and integrations, Apps, Zendesk Support apps",
                                    "choose Upload private app, give it the name Countersign and this file",
                                    "open a ticket: the buttons are in the apps on its right side"));
            case "servicenow" ->
                    new HostApp(
                            product,
                            "ServiceNow",
                            buttons,
                            "countersign-servicenow.xml",
                            "application/xml",
                            List.of(
                                    "As an administrator open System UI, UI Actions",
                                    "right-click the list's header, choose Import XML, and choose this file",
                                    "open an incident: the buttons are in its header"));
            default -> new HostApp(product, product, buttons, "", "", List.of());
        };
    }

    public Optional<HostApp> of(String product) {
        return all().stream().filter(a -> a.product().equals(product)).findFirst();
    }

    public String base() {
        return address.get();
    }

    /// @return empty where we make none for this system
    public Optional<byte[]> file(HostApp app) {
        return switch (app.product()) {
            case "zendesk" -> Optional.of(ZendeskApp.of(address.get(), app.buttons()));
            case "servicenow" -> Optional.of(ServiceNowActions.of(address.get(), app.buttons()));
            default -> Optional.empty();
        };
    }
}
