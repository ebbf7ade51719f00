package dev.countersign.lrs.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// JSON as it must be read here: no property twice, nothing after the end, no text that is not
/// Unicode, and numbers as they were written.
public final class Json {
    private static final int MOST_DEPTH = 64;

    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .maxNumberLength(100)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private Json() {}

    /// @param what in an error, for example `body`
    /// @throws dev.countersign.kernel.ProblemException 400
    public static JsonNode read(String what, byte[] bytes) {
        return read(what, text(what, bytes));
    }

    /// @throws dev.countersign.kernel.ProblemException 400
    public static JsonNode read(String what, String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw Faults.one(what, "is empty; it must be JSON");
            }
            requireUnicode(what, node.toString());
            return node;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Faults.one(
                    what,
                    "is not valid JSON at line "
                            + (at == null ? 0 : at.getLineNr())
                            + ", column "
                            + (at == null ? 0 : at.getColumnNr())
                            + ": "
                            + e.getOriginalMessage());
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 400 where it is not UTF-8
    public static String text(String what, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Faults.one(what, "is not UTF-8");
        }
    }

    /// Half a character, written as an escape, would not come back as it was.
    private static void requireUnicode(String what, String text) {
        try {
            var _ = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw Faults.one(what, "has half of a surrogate pair, which is no text");
        }
    }

    /// Stored JSON.
    public static JsonNode kept(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds what is no JSON", e);
        }
    }
}
