package dev.countersign.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads documents from a folder.
public final class Documents {
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---\\R(.*?)\\R---(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern TITLE =
            Pattern.compile("^title:\\s*[\"']?(.*?)[\"']?\\s*$", Pattern.MULTILINE);
    private static final Pattern ID =
            Pattern.compile("^id:\\s*[\"']?(.*?)[\"']?\\s*$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#\\s+(.+?)\\s*$", Pattern.MULTILINE);

    private Documents() {}

    /// Every `*.md` in the folder, in the order of their names. The id is that of the front matter,
    /// else the file name without its ending; the title that of the front matter, else the first
    /// heading, else the id. The text is what follows the front matter.
    ///
    /// @throws IOException if the folder or a file in it cannot be read
    public static List<Document> markdown(Path folder) throws IOException {
        var documents = new ArrayList<Document>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                documents.add(parse(name.substring(0, name.length() - 3), Files.readString(file)));
            }
        }
        return List.copyOf(documents);
    }

    static Document parse(String name, String content) {
        var front = FRONT_MATTER.matcher(content);
        var head = front.find() ? front.group(1) : "";
        var text = content.substring(head.isEmpty() ? 0 : front.end()).strip();
        var named = ID.matcher(head);
        var id = named.find() && !named.group(1).isBlank() ? named.group(1) : name;
        var title = TITLE.matcher(head);
        if (title.find()) {
            return new Document(id, title.group(1), text);
        }
        var heading = HEADING.matcher(text);
        return new Document(id, heading.find() ? heading.group(1) : id, text);
    }
}
