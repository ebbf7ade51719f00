package dev.countersign.model.cli;

/// Tells people at a terminal how far long work is; silent elsewhere.
record Progress(boolean on) {
    static Progress of(boolean asked) {
        return new Progress(asked || (System.console() != null && System.console().isTerminal()));
    }

    void say(String what) {
        if (on) {
            System.err.println(what);
        }
    }
}
