package dev.countersign.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A sender who minds no rules: raw bytes on a socket, and what came back.
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final OutputStream out;

    Wire(World world) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), world.server.port());
        socket.setSoTimeout(PATIENCE_MS);
        out = socket.getOutputStream();
    }

    Wire head(String line, String... headers) throws IOException {
        return text(line + " HTTP/1.1\r\nhost: 127.0.0.1\r\n")
                .text(headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                .text("\r\n");
    }

    Wire text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    Wire chunk(byte[] bytes) throws IOException {
        text(Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        return text("\r\n");
    }

    /// Everything until the server ends the connection.
    String untilClosed() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The first line of the answer.
    String status() throws IOException {
        var line = new StringBuilder();
        for (var b = socket.getInputStream().read(); b >= 0 && b != '\r'; ) {
            line.append((char) b);
            b = socket.getInputStream().read();
        }
        return line.toString();
    }

    /// Fails where the server ended the connection: nothing more comes, and no end either.
    void stillOpen() throws IOException {
        socket.setSoTimeout(200);
        try {
            while (socket.getInputStream().read() >= 0) {
                // What it says before it is silent.
            }
        } catch (SocketTimeoutException silent) {
            return;
        }
        throw new AssertionError("the connection was ended");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
