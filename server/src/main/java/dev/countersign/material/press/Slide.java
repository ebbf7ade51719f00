package dev.countersign.material.press;

import java.util.ArrayList;
import java.util.List;

/// One slide: a title, bullets, perhaps a decision tree as its picture, and what the speaker says.
///
/// @param tree the id of the tree it shows; empty where none
public record Slide(String title, List<Bullet> bullets, String tree, String notes) {
    private static final String TREE = "](tree:";

    public Slide {
        bullets = List.copyOf(bullets);
    }

    /// @param level 0 or 1
    public record Bullet(int level, String text) {}

    /// Reads slides from Markdown: a slide begins with `## Title`; below it are bullets, or `![what
    /// it shows](tree:ID)`; after a line `Notes:` come the speaker's notes.
    public static List<Slide> read(String text) {
        var out = new ArrayList<Slide>();
        var title = "";
        var tree = "";
        var bullets = new ArrayList<Bullet>();
        var notes = new StringBuilder();
        var speaking = false;
        for (var line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                if (!title.isEmpty()) {
                    out.add(new Slide(title, bullets, tree, notes.toString().strip()));
                }
                title = line.substring(3).strip();
                tree = "";
                bullets = new ArrayList<>();
                notes = new StringBuilder();
                speaking = false;
            } else if (!title.isEmpty() && line.strip().equals("Notes:")) {
                speaking = true;
            } else if (speaking) {
                notes.append(line.strip()).append('\n');
            } else if (line.strip().startsWith("![") && line.contains(TREE)) {
                var from = line.indexOf(TREE) + TREE.length();
                tree = line.substring(from, Math.max(from, line.indexOf(')', from)));
            } else if (!title.isEmpty() && !line.isBlank()) {
                bullets.add(bullet(line));
            }
        }
        if (!title.isEmpty()) {
            out.add(new Slide(title, bullets, tree, notes.toString().strip()));
        }
        return out;
    }

    private static Bullet bullet(String line) {
        var level = line.startsWith("  ") ? 1 : 0;
        return new Bullet(level, line.strip().replaceFirst("^([-*]|\\d+\\.) ", ""));
    }
}
