package dev.countersign.kernel;

import java.util.List;

/// An RFC 9457 problem: what happened, why, and what to do.
///
/// @param status the HTTP status, 400 to 599
/// @param code stable and lower-case-with-dashes; the last part of the problem's type URI
/// @param title one short sentence about the kind of problem
/// @param detail one sentence about this occurrence
/// @param because each reason on its own, empty where the detail says it all
/// @param remedy what would make it a yes, empty where nothing the caller does can
public record Problem(
        int status, String code, String title, String detail, List<String> because, String remedy) {

    public Problem {
        because = List.copyOf(because);
    }

    public Problem(int status, String code, String title, String detail, String remedy) {
        this(status, code, title, detail, List.of(), remedy);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
