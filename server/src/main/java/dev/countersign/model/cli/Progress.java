package dev.countersign.model.cli;

/// Tells people at a terminal how far long work is; silent elsewhere.
record Progress(boolean on) {
    // From JDK 25 on the console is null again where nobody sits at one.
    @SuppressWarnings("SystemConsoleNull")
    static Progress of(boolean asked) {
        return new Progress(asked || (System.console() != null && System.console().isTerminal()));
    }

    void say(String what) {
        if (on) {
            System.err.println(what);
        }
    }
}
