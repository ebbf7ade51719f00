package dev.countersign.ui;

import dev.countersign.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads filters of a list from its address; whatever is not known is a 400 with its remedy.
///
/// @param list where to start again, in words: `My work`
public record AddressFilter(String list) {
    /// What the address says of these filters, in their order; what is empty is left out.
    public static Map<String, String> told(Exchange e, List<String> keys) {
        var out = new LinkedHashMap<String, String>();
        for (var key : keys) {
            if (!e.param(key).isEmpty()) {
                out.put(key, e.param(key));
            }
        }
        return out;
    }

    /// The filters as the part of an address behind its question mark; empty where there is none.
    public static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(v -> v.getKey() + "=" + Exchange.encoded(v.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// The constant of this name, in any case.
    ///
    /// @throws dev.countersign.kernel.ProblemException 400 where there is none
    public <E extends Enum<E>> E choice(String key, String value, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        throw wrong(
                key,
                value,
                "one of "
                        + Stream.of(type.getEnumConstants())
                                .map(c -> c.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    /// @param right what the value should be
    public RuntimeException wrong(String key, String value, String right) {
        return new Problem(
                        400,
                        "unknown-filter",
                        "The address has a filter that is not known",
                        "`" + key + "` is `" + value + "`",
                        "make it " + right + ", or start again from " + list)
                .asException();
    }
}
