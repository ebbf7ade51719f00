package dev.countersign.policy;

import dev.countersign.kernel.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An action that some roles may take only with an approval. Pure.
///
/// @param roles who may ask for it
/// @param approverRole whose queue the case enters
/// @param fields what must be said about it, in order
public record ActionRule(
        String name, String title, Set<String> roles, String approverRole, List<Field> fields) {
    private static final int MAX_CHARACTERS = 4_000;

    public ActionRule {
        roles = Set.copyOf(roles);
        fields = List.copyOf(fields);
    }

    public enum Kind {
        TEXT,
        AMOUNT,
        DATE,
        CHOICE
    }

    public record Field(
            String name, String label, Kind kind, boolean required, List<String> choices) {
        public Field {
            choices = List.copyOf(choices);
        }
    }

    /// The first of these roles that may ask for it.
    public Optional<String> roleAmong(Set<String> held) {
        return held.stream().filter(roles::contains).sorted().findFirst();
    }

    /// Whether a tool of this name would do this: `refund_credits`, `Refund-Credits` and
    /// `billing.refund_credits` all would.
    public boolean isCalled(String toolName) {
        var flat = toolName.toLowerCase(Locale.ROOT).replace('-', '_');
        return flat.equals(name) || flat.endsWith("." + name) || flat.endsWith("__" + name);
    }

    /// The parameters as they are approved and compared: known fields only, blank ones left out,
    /// sorted by name.
    ///
    /// @throws dev.countersign.kernel.ProblemException 422 that names every field that is wrong
    public Map<String, String> checked(Map<String, String> given) {
        var out = new TreeMap<String, String>();
        var wrong = new ArrayList<String>();
        for (var field : fields) {
            var text = given.getOrDefault(field.name(), "").strip();
            if (text.isEmpty()) {
                if (field.required()) {
                    wrong.add("`" + field.name() + "` (" + field.label() + ") is missing");
                }
                continue;
            }
            problem(field, text).ifPresent(wrong::add);
            out.put(field.name(), text);
        }
        for (var name : new TreeMap<>(given).keySet()) {
            if (fields.stream().noneMatch(f -> f.name().equals(name))) {
                wrong.add("`" + name + "` is no parameter of `" + this.name + "`");
            }
        }
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "parameters",
                            "The action's parameters are wrong",
                            "`" + name + "` cannot be asked for like this",
                            wrong,
                            "it takes "
                                    + String.join(
                                            ", ",
                                            fields.stream().map(ActionRule::inWords).toList()))
                    .asException();
        }
        return out;
    }

    private static Optional<String> problem(Field field, String text) {
        var name = "`" + field.name() + "`";
        if (text.length() > MAX_CHARACTERS) {
            return Optional.of(
                    name
                            + " has "
                            + text.length()
                            + " characters; at most "
                            + MAX_CHARACTERS
                            + " are read");
        }
        return switch (field.kind()) {
            case TEXT -> Optional.empty();
            case AMOUNT ->
                    isAmount(text)
                            ? Optional.empty()
                            : Optional.of(name + " is `" + text + "`, not an amount like `49.90`");
            case DATE ->
                    isDate(text)
                            ? Optional.empty()
                            : Optional.of(
                                    name + " is `" + text + "`, not a date like `2026-11-30`");
            case CHOICE ->
                    field.choices().contains(text)
                            ? Optional.empty()
                            : Optional.of(
                                    name
                                            + " is `"
                                            + text
                                            + "`, not one of "
                                            + String.join(", ", field.choices()));
        };
    }

    private static boolean isAmount(String text) {
        return text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?") && new BigDecimal(text).signum() >= 0;
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).getYear() > 1900;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String inWords(Field field) {
        var kind =
                field.kind() == Kind.CHOICE
                        ? String.join("|", field.choices())
                        : field.kind().name().toLowerCase(Locale.ROOT);
        return "`" + field.name() + "` (" + kind + (field.required() ? ", required)" : ")");
    }
}
