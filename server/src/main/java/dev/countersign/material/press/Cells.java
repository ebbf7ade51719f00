package dev.countersign.material.press;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/// What a table and its cells are given in print. A heading says that it is its column's. An empty
/// cell is room to write some words, one that holds only `…` room for some lines; a table with any
/// of them is a form and stays on one page. Left to themselves, empty columns would be as narrow as
/// their headings and one long text would push all others together, so each gets its share.
final class Cells implements AttributeProvider {
    private static final String LINES = "…";
    private static final int ROOM = 18;
    private static final int ROOM_FOR_LINES = 30;
    private static final int NARROWEST = 4;
    private static final int WIDEST = 42;

    /// Where everything is shorter, columns find their own width.
    private static final int LONG = 24;

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableBlock table && isForm(rows(table))) {
            attributes.put("class", "form");
        } else if (node instanceof TableCell cell && cell.isHeader()) {
            attributes.put("scope", "col");
            width(cell, attributes);
        } else if (node instanceof TableCell cell && isBlank(cell)) {
            attributes.put("class", text(cell).isEmpty() ? "write" : "write lines");
        }
    }

    private static void width(TableCell head, Map<String, String> attributes) {
        var rows = rows(head);
        if (isForm(rows)
                || rows.stream().flatMap(List::stream).anyMatch(c -> text(c).length() > LONG)) {
            var column = rows.getFirst().indexOf(head);
            var all = 0;
            for (var i = 0; i < rows.getFirst().size(); i++) {
                all += weight(rows, i);
            }
            attributes.put(
                    "style", "width: " + Math.round(100.0 * weight(rows, column) / all) + "%");
        }
    }

    private static int weight(List<List<TableCell>> rows, int column) {
        var most = NARROWEST;
        for (var row : rows) {
            if (column >= row.size()) {
                continue;
            }
            var cell = row.get(column);
            var text = text(cell);
            for (var word : text.split(" ")) {
                most = Math.max(most, Math.min(WIDEST, word.length() + 2));
            }
            if (!cell.isHeader()) {
                most =
                        Math.max(
                                most,
                                text.isEmpty()
                                        ? ROOM
                                        : text.equals(LINES)
                                                ? ROOM_FOR_LINES
                                                : Math.min(WIDEST, text.length() + 1));
            }
        }
        return most;
    }

    private static boolean isForm(List<List<TableCell>> rows) {
        return rows.subList(1, rows.size()).stream().flatMap(List::stream).anyMatch(Cells::isBlank);
    }

    private static boolean isBlank(TableCell cell) {
        var text = text(cell);
        return text.isEmpty() || text.equals(LINES);
    }

    private static List<List<TableCell>> rows(Node within) {
        var table = within;
        while (!(table instanceof TableBlock)) {
            table = table.getParent();
        }
        var rows = new ArrayList<List<TableCell>>();
        table.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(CustomNode node) {
                        if (node instanceof TableRow) {
                            rows.add(new ArrayList<>());
                        } else if (node instanceof TableCell c) {
                            rows.getLast().add(c);
                        }
                        visitChildren(node);
                    }
                });
        return rows;
    }

    private static String text(TableCell cell) {
        var out = new StringBuilder();
        cell.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        out.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        out.append(code.getLiteral());
                    }

                    @Override
                    public void visit(SoftLineBreak line) {
                        out.append(' ');
                    }
                });
        return out.toString().strip();
    }
}
