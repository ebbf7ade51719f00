package dev.countersign.material;

import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Whom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What is in force and goes into materials: whom to reach and when, who approves what, which
/// categories there are.
public record Live(
        String organisation,
        List<Contact> contacts,
        List<Approval> approvals,
        List<Category> categories) {
    public static final Live NONE = new Live("", List.of(), List.of(), List.of());

    public Live {
        contacts = List.copyOf(contacts);
        approvals = List.copyOf(approvals);
        categories = List.copyOf(categories);
    }

    /// @param hours such as `24×7`
    public record Contact(String name, String email, String chat, String hours) {}

    /// @param contact who is told; empty where the owner's people are
    public record Approval(String category, String owner, String contact) {}

    /// @param share expected, such as `30 %`
    public record Category(String name, String title, String share) {}

    /// @param personName a person's name by id
    public static Live of(
            String organisation, Routing routing, Function<String, String> personName) {
        var contacts = new ArrayList<Contact>();
        for (var c : routing.contacts().values()) {
            var calendar = routing.calendars().get(c.calendar());
            contacts.add(
                    new Contact(
                            c.name(),
                            c.email(),
                            c.chat(),
                            calendar == null ? c.calendar() : calendar.inShort()));
        }
        var categories =
                routing.taxonomy().categories().stream()
                        .map(c ->
                                new Category(
                                        c.name(),
                                        c.title(),
                                        c.share().stripTrailingZeros().toPlainString() + " %"))
                        .toList();
        var approvals = new ArrayList<Approval>();
        for (var row : routing.matrix().values()) {
            var title =
                    routing.taxonomy()
                            .category(row.category())
                            .map(c -> c.title())
                            .orElseGet(() -> words(row.category()));
            approvals.add(
                    new Approval(
                            title,
                            owner(row.owner(), routing, personName),
                            row.contact().map(k -> contactName(routing, k)).orElse("")));
        }
        return new Live(organisation, contacts, approvals, categories);
    }

    private static String owner(Whom whom, Routing routing, Function<String, String> personName) {
        return switch (whom) {
            case Whom.Role(var name) -> words(name);
            case Whom.Person(var id) -> personName.apply(id);
            case Whom.Contact(var key) -> contactName(routing, key);
        };
    }

    private static String contactName(Routing routing, String key) {
        var contact = routing.contacts().get(key);
        return contact == null
                ? key
                : contact.chat().isEmpty()
                        ? contact.name()
                        : contact.name() + ", " + contact.chat();
    }

    private static String words(String id) {
        var text = id.replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// One of the placeholders as a Markdown table.
    public String table(String placeholder) {
        return switch (placeholder) {
            case "escalation_contacts" ->
                    contacts.isEmpty()
                            ? "*No contacts are in force yet.*"
                            : rows(
                                    List.of("Name", "E-mail", "Chat", "Hours"),
                                    contacts.stream()
                                            .map(c ->
                                                    List.of(
                                                            c.name(), c.email(), c.chat(),
                                                            c.hours()))
                                            .toList());
            case "approval_matrix" ->
                    approvals.isEmpty()
                            ? "*No approval matrix is in force yet.*"
                            : rows(
                                    List.of("Category", "Approves", "Told"),
                                    approvals.stream()
                                            .map(a -> List.of(a.category(), a.owner(), a.contact()))
                                            .toList());
            case "categories" ->
                    categories.isEmpty()
                            ? "*No categories are in force yet.*"
                            : rows(
                                    List.of("Category", "Usual share"),
                                    categories.stream()
                                            .map(c -> List.of(c.title(), c.share()))
                                            .toList());
            default ->
                    throw new IllegalArgumentException(
                            "nothing fills `{{" + placeholder + "}}`; `course check` tells where");
        };
    }

    private static String rows(List<String> head, List<List<String>> rows) {
        var out = new StringBuilder(row(head)).append(row(head.stream().map(_ -> "---").toList()));
        rows.forEach(r -> out.append(row(r)));
        return out.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Live::cell).toList()) + " |\n";
    }

    // Nothing that is looked up is Markdown, and what is missing is not room to write.
    private static String cell(String text) {
        if (text.isBlank()) {
            return "–";
        }
        return text.matches("-+") && text.equals("---")
                ? text
                : text.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replace('\n', ' ');
    }
}
