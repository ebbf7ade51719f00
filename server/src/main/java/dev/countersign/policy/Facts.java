package dev.countersign.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of one case, typed and total. Immutable.
// Positions are used within one process only and never stored; an array keeps judging fast.
@SuppressWarnings("EnumOrdinal")
public final class Facts {
    /// A longer text is refused, so that no rule can be made slow by its input.
    public static final int MAX_CHARACTERS = 200_000;

    private static final Object[] STANDARD =
            Arrays.stream(Attribute.values()).map(Attribute::standard).toArray();

    /// Every attribute at its default.
    public static final Facts NONE = new Facts(STANDARD);

    private final Object[] values;

    private Facts(Object[] values) {
        this.values = values;
    }

    /// @throws IllegalArgumentException a sentence, where the value does not fit the attribute
    public Facts with(Attribute attribute, Object value) {
        var copy = values.clone();
        copy[attribute.ordinal()] = attribute.checked(value);
        return new Facts(copy);
    }

    /// @throws IllegalArgumentException names the attribute that is unknown or does not fit
    public static Facts of(Map<String, ?> given) {
        var values = STANDARD.clone();
        for (var entry : given.entrySet()) {
            var attribute =
                    Attribute.of(entry.getKey())
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "unknown attribute `" + entry.getKey() + "`"));
            values[attribute.ordinal()] = attribute.checked(entry.getValue());
        }
        return new Facts(values);
    }

    public Object get(Attribute attribute) {
        return values[attribute.ordinal()];
    }

    public String name(Attribute attribute) {
        return (String) get(attribute);
    }

    public List<String> names(Attribute attribute) {
        return ((List<?>) get(attribute)).stream().map(String.class::cast).toList();
    }

    public double number(Attribute attribute) {
        return ((Number) get(attribute)).doubleValue();
    }

    /// What differs from the defaults, in the order of the schema.
    public Map<String, Object> told() {
        var out = new LinkedHashMap<String, Object>();
        for (var attribute : Attribute.values()) {
            if (!get(attribute).equals(attribute.standard())) {
                out.put(attribute.key(), get(attribute));
            }
        }
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts && Arrays.equals(values, facts.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return told().toString();
    }
}
