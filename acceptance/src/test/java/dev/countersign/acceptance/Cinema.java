package dev.countersign.acceptance;

import com.microsoft.playwright.Page;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// A course with two videos of fifty seconds, three chapters each; fay learns it.
final class Cinema {
    private Cinema() {}

    static void teach(World world) {
        var files = World.JSON.createObjectNode();
        files.put(
                "pack.yaml",
                """
                pack: cinema
                version: '1'
                title: Seen and heard
                summary: Two short videos.
                roles: [frontline_ops]
                minutes: 15
                modules: [one]
                """);
        files.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: Watch
                minutes: 15
                you_will: You can tell what was said.
                outcomes:
                  - {id: M1.1, text: Tell what was said}
                sections:
                  - {id: watch, title: Three doors, minutes: 5, format: video, text: watch.md, video: doors}
                  - {id: reel, title: A reel, minutes: 5, format: video, text: watch.md, video: reel}
                  - {id: do, title: Do, minutes: 5, format: lab, text: watch.md, labs: ['1.1']}
                """);
        files.put("modules/one/watch.md", "Watch it, and say what was behind the doors.\n");
        files.put(
                "labs/one.yaml",
                """
                lab: '1.1'
                title: Say it
                module: M1
                minutes: 5
                kind: checklist
                outcomes: [M1.1]
                text: one.md
                pass: {steps: all}
                steps: [{id: a, text: Said it}]
                """);
        files.put("labs/one.md", "Say it aloud.\n");
        video(files, "doors", false);
        video(files, "reel", true);
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var kept = world.post("pam", "/v1/courses", body.toString());
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
        world.post("fay", "/v1/courses/cinema/enrolments", "{}");
    }

    private static void video(
            com.fasterxml.jackson.databind.node.ObjectNode files, String id, boolean film) {
        var at = "videos/" + id + "/";
        files.put(
                at + "video.yaml",
                """
                video: %s
                title: Three doors
                minutes: 1
                chapters:
                  - {at: '00:00', title: The first door}
                  - {at: '00:20', title: The second door}
                  - {at: '00:40', title: The third door}
                film: %s
                """
                        .formatted(id, film));
        files.put(at + "script.md", "Said.\n");
        files.put(
                at + "storyboard.md",
                """
                - **00:00** Title card: The first door. *Four seconds.*
                - **00:04** A door, a little open. *Words: “Behind …”*
                - **00:20** Title card: The second door.
                - **00:25** The question stays on the screen; a bar runs out. *3 seconds, no words.*
                - **00:40** Title card: The third door.
                """);
        files.put(
                at + "captions.vtt",
                """
                WEBVTT

                00:00.200 --> 00:12.000
                Behind the first door is a room.

                00:12.000 --> 00:18.000
                Nobody is in it.

                00:21.000 --> 00:30.000
                The second door is shut.

                00:41.000 --> 00:50.000
                The third one was painted on.
                """);
    }

    /// A second of film, made by the browser itself.
    static byte[] film(Page page) {
        var made =
                page.evaluate(
                        """
                        () => new Promise((done) => {
                          const canvas = document.createElement('canvas');
                          canvas.width = 160; canvas.height = 90;
                          const pen = canvas.getContext('2d');
                          const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
                          const parts = [];
                          let shots = 0;
                          recorder.ondataavailable = (e) => parts.push(e.data);
                          recorder.onstop = async () => {
                            const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
                            done(btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')));
                          };
                          recorder.start();
                          const timer = setInterval(() => {
                            pen.fillStyle = `hsl(${shots * 12} 60% 40%)`; pen.fillRect(0, 0, 160, 90);
                            if (++shots > 40) { clearInterval(timer); recorder.stop(); }
                          }, 50);
                        })
                        """);
        return Base64.getDecoder().decode(String.valueOf(made));
    }

    static World.Answer bring(World world, String person, String video, byte[] film) {
        var head =
                "--edge\r\nContent-Disposition: form-data; name=\"film\"; filename=\"a.mp4\"\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        var end = "\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8);
        var body = Arrays.copyOf(head, head.length + film.length + end.length);
        System.arraycopy(film, 0, body, head.length, film.length);
        System.arraycopy(end, 0, body, head.length + film.length, end.length);
        return world.send(
                world.request(person, "/learn/cinema/videos/" + video + "/film")
                        .setHeader("content-type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }
}
