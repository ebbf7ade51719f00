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
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/// What a table's cells are given. A heading says that it is its column's. An empty cell is room to
/// write some words, one that holds only `…` room for some lines. Left to themselves, columns with
/// nothing in them would be as narrow as their heading, so in such a table each gets its share.
final class Cells implements AttributeProvider {
    private static final String LINES = "…";
    private static final int ROOM = 18;
    private static final int ROOM_FOR_LINES = 30;
    private static final int NARROWEST = 4;
    private static final int WIDEST = 32;

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (!(node instanceof TableCell cell)) {
            return;
        }
        if (cell.isHeader()) {
            attributes.put("scope", "col");
            width(cell, attributes);
        } else if (text(cell).isEmpty()) {
            attributes.put("class", "write");
        } else if (text(cell).equals(LINES)) {
            attributes.put("class", "write lines");
        }
    }

    private static void width(TableCell head, Map<String, String> attributes) {
        var rows = rows(head);
        var body = rows.subList(1, rows.size());
        if (body.stream().flatMap(List::stream).noneMatch(Cells::isBlank)) {
            return;
        }
        var column = rows.getFirst().indexOf(head);
        var all = 0;
        for (var i = 0; i < rows.getFirst().size(); i++) {
            all += weight(rows, i);
        }
        attributes.put("style", "width: " + Math.round(100.0 * weight(rows, column) / all) + "%");
    }

    private static int weight(List<List<TableCell>> rows, int column) {
        var most = NARROWEST;
        for (var word : text(rows.getFirst().get(column)).split(" ")) {
            most = Math.max(most, word.length() + 2);
        }
        for (var row : rows.subList(1, rows.size())) {
            if (column < row.size()) {
                var text = text(row.get(column));
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

    private static boolean isBlank(TableCell cell) {
        var text = text(cell);
        return text.isEmpty() || text.equals(LINES);
    }

    private static List<List<TableCell>> rows(TableCell cell) {
        Node table = cell;
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
                });
        return out.toString().strip();
    }
}
