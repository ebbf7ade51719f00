package dev.countersign.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// A linear layer in a file: sizes, mean, scale, weights; big-endian 32-bit floats.
final class Layers {
    private static final int MOST = 1 << 20;

    private Layers() {}

    static void write(DataOutputStream out, Linear layer) throws IOException {
        out.writeInt(layer.mean().length);
        out.writeInt(layer.classes());
        for (var value : layer.mean()) {
            out.writeFloat(value);
        }
        out.writeFloat(layer.scale());
        for (var row : layer.weights()) {
            for (var value : row) {
                out.writeFloat(value);
            }
        }
    }

    static Linear read(DataInputStream in) throws IOException {
        var size = in.readInt();
        var classes = in.readInt();
        if (size < 1 || classes < 1 || size > MOST || classes > MOST) {
            throw new IOException("not a head: " + classes + " classes of " + size + " numbers");
        }
        var mean = floats(in, size);
        var scale = in.readFloat();
        var weights = new float[classes][];
        for (var k = 0; k < classes; k++) {
            weights[k] = floats(in, size + 1);
        }
        return new Linear(mean, scale, weights);
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        var values = new float[count];
        for (var i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
