package dev.countersign.lrs;

import dev.countersign.kernel.Problem;
import dev.countersign.lrs.rule.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A request of a learning system.
///
/// @param path behind `/xapi`, for example `/statements`
/// @param params of the address, decoded; names are case-sensitive
/// @param headers by name in lower case
record Ask(
        String method,
        String path,
        Map<String, String> params,
        Map<String, String> headers,
        byte[] body) {

    Optional<String> param(String name) {
        return Optional.ofNullable(params.get(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /// Media type without its parameters, in lower case.
    String mediaType() {
        return header("content-type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
    }

    /// What is not known is refused: a filter that was misspelled must not become no filter.
    void only(String... names) {
        var unknown = new TreeSet<>(params.keySet());
        List.of(names).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Faults.one(
                    unknown.first(),
                    "is no parameter here; known are "
                            + (names.length == 0 ? "none" : String.join(", ", names)));
        }
    }

    String require(String name) {
        return param(name)
                .filter(v -> !v.isEmpty())
                .orElseThrow(() -> Faults.one(name, "is missing from the address"));
    }

    Problem noSuchMethod(String... methods) {
        return new Problem(
                405,
                "method",
                "Not done this way",
                "`" + path + "` takes " + String.join(", ", methods) + ", not " + method,
                "see docs/xapi.md");
    }

    /// Names and values of an address's query or a form.
    ///
    /// @throws dev.countersign.kernel.ProblemException 400
    static Map<String, String> decoded(String query) {
        var out = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (out.putIfAbsent(name, value) != null) {
                throw Faults.one(name, "is there twice");
            }
        }
        return out;
    }

    private static String decode(String text) {
        try {
            var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\ufffd') >= 0) {
                throw Faults.one("address", "has a parameter that is no text in UTF-8");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw Faults.one("address", "has a broken percent-encoding");
        }
    }
}
