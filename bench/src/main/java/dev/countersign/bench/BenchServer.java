package dev.countersign.bench;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.SetUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;

/// A server with the benchmark's playbook, for load from outside. Prints its address and a key.
///
/// Arguments: port, the upstream's base URL, the redaction profile, the data directory.
public final class BenchServer {
    private BenchServer() {}

    public static void main(String[] args) throws Exception {
        var data = Path.of(args[3]);
        Files.createDirectories(data);
        var server =
                Server.start(
                        Config.embedded(
                                        data,
                                        Integer.parseInt(args[0]),
                                        InstantSource.system(),
                                        new SecureRandom())
                                .withCallsPerMinute(Integer.MAX_VALUE));
        var setUp = new SetUp("http://127.0.0.1:" + server.port());
        var administrator = setUp.administratorKey(server.firstPassword().orElseThrow());
        var programme =
                setUp.playbook(
                        administrator,
                        resource("playbook.yaml"),
                        resource("organisation.yaml")
                                .replace("UPSTREAM", args[1])
                                .replace("REDACTION", args[2]));
        setUp.prompts(programme, resource("prompts.yaml"));
        System.out.println("key " + setUp.keyFor(administrator, "caller"));
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static String resource(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(BenchServer.class.getResourceAsStream("/bench/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
