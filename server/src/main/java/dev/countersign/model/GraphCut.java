package dev.countersign.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Shortens an ONNX graph: one of its inner tensors becomes the only output, and what that tensor
/// does not need is dropped.
///
/// It edits the file's protobuf directly, so that one model file serves two depths. Only the fields
/// below are looked at; all others are copied as they are. Graphs within nodes (loops, branches)
/// are not followed.
final class GraphCut {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_OUTPUT = 12;
    private static final int GRAPH_VALUE_INFO = 13;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int TENSOR_NAME = 8;
    private static final int BYTES = 2;

    private GraphCut() {}

    /// A field: where it starts (with its tag), where its content starts and ends.
    private record Field(int number, int type, int start, int content, int end) {}

    private record Node(Field field, List<String> inputs, List<String> outputs) {}

    /// @param tensor name of a float tensor within the graph
    /// @throws IllegalArgumentException if there is no such tensor or the bytes are no ONNX model
    static byte[] at(byte[] model, String tensor) {
        var out = new ByteArrayOutputStream(model.length);
        var cut = false;
        for (var field : fields(model, 0, model.length)) {
            if (field.number() == MODEL_GRAPH && field.type() == BYTES) {
                writeBytes(out, MODEL_GRAPH, graph(model, field, tensor));
                cut = true;
            } else {
                out.write(model, field.start(), field.end() - field.start());
            }
        }
        if (!cut) {
            throw new IllegalArgumentException("not an ONNX model: it has no graph");
        }
        return out.toByteArray();
    }

    private static byte[] graph(byte[] model, Field graph, String tensor) {
        var fields = fields(model, graph.content(), graph.end());
        var needed = needed(nodes(model, fields), tensor);
        var out = new ByteArrayOutputStream(graph.end() - graph.content());
        for (var field : fields) {
            var keep =
                    switch (field.number()) {
                        case GRAPH_NODE ->
                                strings(model, field, NODE_OUTPUT).stream()
                                        .anyMatch(needed::contains);
                        case GRAPH_INITIALIZER ->
                                strings(model, field, TENSOR_NAME).stream()
                                        .anyMatch(needed::contains);
                        case GRAPH_OUTPUT, GRAPH_VALUE_INFO -> false;
                        default -> true;
                    };
            if (keep) {
                out.write(model, field.start(), field.end() - field.start());
            }
        }
        writeBytes(out, GRAPH_OUTPUT, floatTensor(tensor));
        return out.toByteArray();
    }

    private static List<Node> nodes(byte[] model, List<Field> fields) {
        return fields.stream()
                .filter(field -> field.number() == GRAPH_NODE)
                .map(field ->
                        new Node(
                                field,
                                strings(model, field, NODE_INPUT),
                                strings(model, field, NODE_OUTPUT)))
                .toList();
    }

    // Nodes stand in an order in which each comes after what it reads (the format asks for it), so
    // one pass backwards finds everything.
    private static Set<String> needed(List<Node> nodes, String tensor) {
        var needed = new HashSet<String>();
        needed.add(tensor);
        var found = false;
        for (var node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                found |= node.outputs().contains(tensor);
                needed.addAll(node.inputs());
            }
        }
        if (!found) {
            throw new IllegalArgumentException("the graph has no tensor `" + tensor + "`");
        }
        return needed;
    }

    /// `ValueInfoProto { name, type { tensor_type { elem_type: FLOAT } } }`
    private static byte[] floatTensor(String name) {
        var elem = new byte[] {1 << 3, 1};
        var tensorType = new ByteArrayOutputStream();
        writeBytes(tensorType, 1, elem);
        var info = new ByteArrayOutputStream();
        writeBytes(info, 1, name.getBytes(StandardCharsets.UTF_8));
        writeBytes(info, 2, tensorType.toByteArray());
        return info.toByteArray();
    }

    private static List<String> strings(byte[] model, Field message, int number) {
        var strings = new ArrayList<String>();
        for (var field : fields(model, message.content(), message.end())) {
            if (field.number() == number && field.type() == BYTES) {
                strings.add(
                        new String(
                                model,
                                field.content(),
                                field.end() - field.content(),
                                StandardCharsets.UTF_8));
            }
        }
        return strings;
    }

    private static List<Field> fields(byte[] bytes, int from, int to) {
        var fields = new ArrayList<Field>();
        for (var at = from; at < to; ) {
            var start = at;
            var tag = varint(bytes, at, to);
            at += varintLength(bytes, at);
            var type = (int) (tag & 7);
            var content = at;
            switch (type) {
                case 0 -> at += varintLength(bytes, at);
                case 1 -> at += 8;
                case 2 -> {
                    var length = varint(bytes, at, to);
                    content = at + varintLength(bytes, at);
                    at = (int) Math.min(Integer.MAX_VALUE, content + length);
                }
                case 5 -> at += 4;
                default ->
                        throw new IllegalArgumentException(
                                "not an ONNX model: wire type " + type + " at byte " + start);
            }
            if (at > to) {
                throw new IllegalArgumentException("not an ONNX model: cut off at byte " + to);
            }
            fields.add(new Field((int) (tag >>> 3), type, start, content, at));
        }
        return fields;
    }

    private static long varint(byte[] bytes, int at, int to) {
        var value = 0L;
        for (var i = 0; i < 10; i++) {
            if (at + i >= to) {
                throw new IllegalArgumentException("not an ONNX model: cut off at byte " + to);
            }
            value |= (long) (bytes[at + i] & 0x7F) << (7 * i);
            if (bytes[at + i] >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("not an ONNX model: bad number at byte " + at);
    }

    private static int varintLength(byte[] bytes, int at) {
        var length = 1;
        while (at + length < bytes.length && bytes[at + length - 1] < 0) {
            length++;
        }
        return length;
    }

    private static void writeBytes(ByteArrayOutputStream out, int number, byte[] content) {
        writeVarint(out, (long) number << 3 | BYTES);
        writeVarint(out, content.length);
        out.writeBytes(content);
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        var rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
