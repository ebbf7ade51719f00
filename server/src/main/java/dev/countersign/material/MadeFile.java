package dev.countersign.material;

import dev.countersign.kernel.Digests;

/// A file as it was made. Its bytes never change: they are known by their digest.
///
/// @param type its media type
/// @param pages or slides; 0 where that means nothing
public record MadeFile(String name, String type, int pages, byte[] bytes) {
    public static final String PDF = "application/pdf";
    public static final String PNG = "image/png";
    public static final String VTT = "text/vtt";
    public static final String PPTX =
            "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    public String digest() {
        return Digests.hex(bytes);
    }
}
