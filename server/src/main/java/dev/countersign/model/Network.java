package dev.countersign.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.concurrent.Semaphore;

/// A loaded model: pieces in, one vector for each piece out.
///
/// One thread a call and as many calls at a time as there are permits: under load that keeps the
/// slowest calls ten times faster than letting one call use all cores. One text a call: the weights
/// are 8-bit with scales taken from everything in the call, so batched texts would change each
/// other's vectors.
final class Network {
    private final String version;
    private final WordPiece wordPiece;
    private final OrtSession session;
    private final Semaphore permits;

    private Network(String version, WordPiece wordPiece, OrtSession session, int calls) {
        this.version = version;
        this.wordPiece = wordPiece;
        this.session = session;
        this.permits = new Semaphore(calls);
    }

    /// @param tensor the inner tensor to stop at; empty for the whole graph
    /// @param calls most calls at a time
    static Network load(Weights weights, String tensor, int calls) {
        var graph = weights.graph();
        var version = Weights.version(weights.name(), graph);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            var environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            var session =
                    environment.createSession(
                            tensor.isEmpty() ? graph : GraphCut.at(graph, tensor), options);
            return new Network(version, weights.wordPiece(), session, calls);
        } catch (OrtException e) {
            throw new IllegalStateException("cannot load the model `" + weights.name() + "`", e);
        }
    }

    String version() {
        return version;
    }

    WordPiece.Pieces cut(CharSequence text, int maxPieces) {
        return wordPiece.cut(text, maxPieces);
    }

    /// @return one vector for each piece, both marks included
    float[][] run(WordPiece.Pieces pieces) {
        var size = pieces.size();
        var ids = LongBuffer.allocate(size);
        var mask = LongBuffer.allocate(size);
        for (var id : pieces.ids()) {
            ids.put(id);
            mask.put(1);
        }
        ids.flip();
        mask.flip();
        permits.acquireUninterruptibly();
        try {
            return run(ids, mask, LongBuffer.allocate(size), new long[] {1, size});
        } catch (OrtException e) {
            throw new IllegalStateException("the model `" + version + "` failed", e);
        } finally {
            permits.release();
        }
    }

    private float[][] run(LongBuffer ids, LongBuffer mask, LongBuffer types, long[] shape)
            throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var idTensor = OnnxTensor.createTensor(environment, ids, shape);
                var maskTensor = OnnxTensor.createTensor(environment, mask, shape);
                var typeTensor = OnnxTensor.createTensor(environment, types, shape)) {
            var inputs = new HashMap<String, OnnxTensor>();
            inputs.put("input_ids", idTensor);
            inputs.put("attention_mask", maskTensor);
            inputs.put("token_type_ids", typeTensor);
            inputs.keySet().retainAll(session.getInputNames());
            try (var result = session.run(inputs)) {
                return ((float[][][]) result.get(0).getValue())[0];
            }
        }
    }
}
