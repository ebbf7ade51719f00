package dev.countersign.lrs.rule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// multipart/mixed (RFC 2046), read from and written to memory.
public final class Multipart {
    private static final int MOST_PARTS = 500;
    private static final int MOST_HEAD = 8 * 1024;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))");

    private Multipart() {}

    /// @param headers by name in lower case
    public record Section(Map<String, String> headers, byte[] content) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 400
    public static List<Section> read(String contentType, byte[] body) {
        var found = BOUNDARY.matcher(contentType);
        if (!found.find()) {
            throw Faults.one("Content-Type", "names no boundary for its parts");
        }
        var boundary = found.group(1) == null ? found.group(2) : found.group(1);
        var delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        var sections = new ArrayList<Section>();
        var at = lineWith(body, delimiter, 0);
        if (at < 0) {
            throw Faults.one("body", "has no line `--" + boundary + "`");
        }
        // What comes before the first part means nothing (RFC 2046); more than blanks is a mistake.
        if (!new String(body, 0, at, StandardCharsets.ISO_8859_1).isBlank()) {
            throw Faults.one("body", "does not begin with `--" + boundary + "`");
        }
        while (true) {
            var start = at + delimiter.length;
            if (startsWith(body, start, "--")) {
                return sections;
            }
            start = afterLine(body, start);
            at = lineWith(body, delimiter, start);
            if (at < 0) {
                throw Faults.one("body", "does not end with `--" + boundary + "--`");
            }
            if (sections.size() == MOST_PARTS) {
                throw Faults.one("body", "has more than " + MOST_PARTS + " parts");
            }
            sections.add(section(body, start, endOf(body, at)));
        }
    }

    /// The line end before a boundary belongs to the boundary.
    private static int endOf(byte[] body, int at) {
        var end = at;
        if (end > 0 && body[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && end < at && body[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    private static Section section(byte[] body, int start, int end) {
        var headers = new TreeMap<String, String>();
        var at = start;
        while (at < end) {
            var next = Math.min(afterLine(body, at), end);
            if (next - start > MOST_HEAD) {
                throw Faults.one("body", "has a part with more than 8 KiB of headers");
            }
            var line = new String(body, at, next - at, StandardCharsets.ISO_8859_1).strip();
            at = next;
            if (line.isEmpty()) {
                break;
            }
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw Faults.one("body", "has a part without headers and an empty line");
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Section(
                Map.copyOf(headers), java.util.Arrays.copyOfRange(body, at, Math.max(at, end)));
    }

    private static int afterLine(byte[] body, int from) {
        for (var i = from; i < body.length; i++) {
            if (body[i] == '\n') {
                return i + 1;
            }
        }
        return body.length;
    }

    private static boolean startsWith(byte[] body, int at, String text) {
        return at + 2 <= body.length
                && body[at] == text.charAt(0)
                && body[at + 1] == text.charAt(1);
    }

    /// Where a line begins with the delimiter; -1 where none does.
    private static int lineWith(byte[] body, byte[] delimiter, int from) {
        for (var i = from; i + delimiter.length <= body.length; i++) {
            if ((i == 0 || body[i - 1] == '\n') && matches(body, i, delimiter)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] body, int at, byte[] delimiter) {
        for (var i = 0; i < delimiter.length; i++) {
            if (body[at + i] != delimiter[i]) {
                return false;
            }
        }
        var after = at + delimiter.length;
        return after >= body.length
                || body[after] == '\r'
                || body[after] == '\n'
                || body[after] == '-'
                || body[after] == ' ';
    }

    /// @param boundary that stands in none of the parts
    public static byte[] write(String boundary, List<Section> sections) {
        var out = new ByteArrayOutputStream();
        for (var section : sections) {
            var head = new StringBuilder("--" + boundary + "\r\n");
            section.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            out.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(section.content());
            out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
