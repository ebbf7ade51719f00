package dev.countersign.proof;

import java.io.IOException;
import java.nio.file.Path;

/// Checks an evidence pack against what the reader trusts. Reads in one pass with bounded memory
/// and believes nothing that the pack says about itself.
public final class PackVerifier {
    private PackVerifier() {}

    /// @throws IOException where the file cannot be read; what is wrong in it becomes findings
    public static Verdict verify(Path pack, Trust trust) throws IOException {
        return new PackCheck(trust).of(pack);
    }
}
