package dev.countersign.lrs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// A learning system's own note: a state or a profile.
///
/// @param id its own name within its place
record Document(String id, String contentType, byte[] content, Instant updatedAt) {
    boolean isJson() {
        return contentType.replaceFirst(";.*", "").strip().equalsIgnoreCase("application/json");
    }

    /// In quotes. xAPI 1.0.3 asks for SHA-1; it names a version here and protects nothing.
    String etag() {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(content);
            digest.update(contentType.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest.digest()) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
