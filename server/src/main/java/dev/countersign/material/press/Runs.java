package dev.countersign.material.press;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// A line of Markdown as pieces of text, each plain, bold or italic.
final class Runs extends AbstractVisitor {
    private static final Parser PARSER = Parser.builder().build();

    private final List<Run> runs = new ArrayList<>();
    private int bold;
    private int italic;

    private Runs() {}

    record Run(String text, boolean bold, boolean italic) {}

    static List<Run> of(String line) {
        var runs = new Runs();
        PARSER.parse(line).accept(runs);
        return runs.runs;
    }

    /// Without marks.
    static String plain(String line) {
        return String.join("", of(line).stream().map(Run::text).toList());
    }

    @Override
    public void visit(Text text) {
        add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        add(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        add(" ");
    }

    @Override
    public void visit(StrongEmphasis strong) {
        bold++;
        visitChildren(strong);
        bold--;
    }

    @Override
    public void visit(Emphasis emphasis) {
        italic++;
        visitChildren(emphasis);
        italic--;
    }

    private void add(String text) {
        runs.add(new Run(text, bold > 0, italic > 0));
    }
}
