package dev.countersign.kernel;

/// One thing wrong, or worth a decision, in a document that a person wrote.
///
/// @param file as the reader knows it
/// @param line counted from 1; 0 where the finding concerns the whole document
/// @param column counted from 1; 0 where the finding concerns the whole document
/// @param code stable and lower-case, for example `unknown-role`
/// @param sentence what is wrong, lower case, no full stop, input in backticks
/// @param remedy what to do about it, in the same style
public record Finding(
        String file,
        int line,
        int column,
        Severity severity,
        String code,
        String sentence,
        String remedy) {

    /// ERROR stops activation, DECISION waits for a named person's answer, WARNING is told.
    public enum Severity {
        ERROR,
        DECISION,
        WARNING
    }

    /// The one-line form that compilers use: `file:line:column: sentence; remedy`.
    public String asLine() {
        var place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + sentence + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
