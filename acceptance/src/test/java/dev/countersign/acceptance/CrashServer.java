package dev.countersign.acceptance;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.SetUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// A server in a process of its own, so that a test can kill it. Arguments: data directory,
/// upstream, how many learners there are.
final class CrashServer {
    private CrashServer() {}

    public static void main(String[] args) throws Exception {
        var data = Path.of(args[0]);
        var server =
                Server.start(Config.embedded(data, 0, InstantSource.system(), new SecureRandom()));
        if (server.firstPassword().isPresent()) {
            var setUp = new SetUp("http://127.0.0.1:" + server.port());
            var administrator = setUp.administratorKey(server.firstPassword().get());
            var programme =
                    setUp.playbook(
                            administrator,
                            World.resource("playbook.yaml"),
                            World.resource("organisation.yaml")
                                    .replace("UPSTREAM", args[1])
                                    .replace("READS", "both")
                                    .replace("ZONE", "answer"));
            setUp.prompts(programme, World.resource("prompts.yaml"));
            Files.writeString(data.resolve("fay.key"), setUp.keyFor(administrator, "fay"));
            Files.writeString(data.resolve("cleo.key"), setUp.keyFor(administrator, "cleo"));
            if (args.length > 2) {
                Storm.prepare(setUp, administrator, programme, data, Integer.parseInt(args[2]));
            }
        }
        System.out.println("ready " + server.port());
        Thread.currentThread().join();
    }
}
