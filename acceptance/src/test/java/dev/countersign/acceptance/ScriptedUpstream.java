package dev.countersign.acceptance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A model server that speaks the OpenAI wire format and does just what a test says, byte by byte
/// if need be. Keeps every request it was sent.
final class ScriptedUpstream implements AutoCloseable {
    /// What it does with a request; writes the whole HTTP response itself.
    @FunctionalInterface
    interface Behaviour {
        void answer(String body, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> probes = new CopyOnWriteArrayList<>();
    private volatile Behaviour probed = says("ready");
    private volatile Behaviour behaviour = says("All is well.\nconfidence: 0.95");

    ScriptedUpstream() throws IOException {
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /// The bodies it was sent, oldest first.
    List<String> requests() {
        return requests;
    }

    /// What the server itself asked to learn what this upstream can do.
    List<String> probes() {
        return probes;
    }

    void doesWhenProbed(Behaviour next) {
        probed = next;
    }

    private static boolean isProbe(String body) {
        return body.contains("Countersign asks what this model can do")
                || body.contains("\"input\":\"ready\"");
    }

    void does(Behaviour next) {
        behaviour = next;
    }

    void answers(String content) {
        behaviour = says(content);
    }

    static Behaviour says(String content) {
        return (_, out) -> json(out, 200, completion(content));
    }

    static String completion(String content) {
        return """
        {"id":"up-1","object":"chat.completion","created":1700000000,"model":"gpt-test-2026","choices":\
        [{"index":0,"message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12},\
        "system_fingerprint":"fp_test","vendor_extra":{"kept":true}}\
        """
                .formatted(quoted(content));
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    static void json(OutputStream out, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        head(out, status, "application/json", "content-length: " + bytes.length);
        out.write(bytes);
        out.flush();
    }

    static void head(OutputStream out, int status, String type, String more) throws IOException {
        out.write(
                ("HTTP/1.1 " + status + " X\r\ncontent-type: " + type + "\r\n" + more + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A stream of content pieces, written `size` bytes to a chunk.
    static Behaviour streams(int size, String... pieces) {
        return (_, out) -> {
            head(out, 200, "text/event-stream", "transfer-encoding: chunked");
            var all = new StringBuilder();
            for (var piece : pieces) {
                all.append(
                                "data: {\"id\":\"s\",\"object\":\"chat.completion.chunk\",\"created\":1,")
                        .append(
                                "\"model\":\"gpt-test-2026\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                        .append(quoted(piece))
                        .append("},\"finish_reason\":null}]}\n\n");
            }
            all.append(
                    "data: {\"id\":\"s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":"
                            + "\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
                            + "\n\ndata: [DONE]\n\n");
            var bytes = all.toString().getBytes(StandardCharsets.UTF_8);
            for (var at = 0; at < bytes.length; at += size) {
                var length = Math.min(size, bytes.length - at);
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(bytes, at, length);
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                var body = request(in);
                if (body == null) {
                    return;
                }
                var probe = isProbe(body);
                (probe ? probes : requests).add(body);
                (probe ? probed : behaviour).answer(body, connection.getOutputStream());
            }
        } catch (IOException e) {
            // The gateway hung up, which some tests want.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        var length = 0;
        var line = line(in);
        if (line == null) {
            return null;
        }
        while (line != null && !line.isEmpty()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            line = line(in);
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var out = new StringBuilder();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return out.isEmpty() ? null : out.toString();
            }
            if (b != '\r') {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
