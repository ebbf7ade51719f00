package dev.countersign.host;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A private app for Zendesk Support, in the form of its Apps framework, version 2:
/// `manifest.json`, `translations/en.json`, and in `assets` two logos and the page that Zendesk
/// shows beside a ticket. Pure: the same buttons give the same bytes.
final class ZendeskApp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Hosted by Zendesk, as its documentation asks.
    static final String SDK =
            "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js";

    private static final FileTime EARLY = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private ZendeskApp() {}

    static byte[] of(String base, List<HostButton> buttons) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            put(zip, "manifest.json", utf8(manifest()));
            put(zip, "translations/en.json", utf8(translations()));
            put(zip, "assets/iframe.html", utf8(page(buttons)));
            put(zip, "assets/buttons.js", utf8(script(base)));
            put(zip, "assets/logo.png", Logo.png(320));
            put(zip, "assets/logo-small.png", Logo.png(128));
        } catch (IOException e) {
            throw new UncheckedIOException("a zip in memory", e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(EARLY);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String manifest() {
        var out = JSON.createObjectNode();
        out.put("name", "Countersign");
        out.putObject("author")
                .put("name", "Countersign")
                .put("email", "support@countersign.example");
        out.put("version", "1.0.0");
        out.put("frameworkVersion", "2.0");
        out.put("defaultLocale", "en");
        out.put("private", true);
        out.putObject("location")
                .putObject("support")
                .putObject("ticket_sidebar")
                .put("url", "assets/iframe.html")
                .put("flexible", true);
        return out.toPrettyString();
    }

    private static String translations() {
        var out = JSON.createObjectNode();
        out.putObject("app")
                .put("name", "Countersign")
                .put("short_description", "Governed microtools beside the ticket")
                .put(
                        "long_description",
                        "Takes the ticket's text to Countersign, where the tool is asked and the"
                                + " answer recorded.")
                .put("installation_instructions", "Upload it as a private app.");
        return out.toPrettyString();
    }

    private static String page(List<HostButton> buttons) {
        var out = new StringBuilder();
        out.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Countersign</title>
                <style>body{font:14px system-ui,sans-serif;margin:0;padding:8px}button{display:block;width:100%;min-height:40px;margin:0 0 8px;font:inherit;font-weight:600;cursor:pointer}p{margin:0 0 8px}</style>
                </head><body>
                <p>Opens Countersign with this ticket's text.</p>
                """);
        for (var b : buttons) {
            out.append("<button type=\"button\" data-prompt=\"")
                    .append(html(b.prompt()))
                    .append("\">")
                    .append(html(b.label()))
                    .append("</button>\n");
        }
        out.append("<p id=\"told\" role=\"status\"></p>\n<script src=\"")
                .append(SDK)
                .append("\"></script>\n<script src=\"buttons.js\"></script>\n</body></html>\n");
        return out.toString();
    }

    /// The text goes behind `#`: a browser keeps that to itself, so that it stands in no log.
    private static String script(String base) {
        return """
        const BASE = %s;
        const MOST = 20000;
        const client = ZAFClient.init();
        client.invoke('resize', { width: '100%%', height: document.documentElement.scrollHeight + 'px' });
        const told = document.getElementById('told');
        document.querySelectorAll('button').forEach((b) => b.addEventListener('click', async () => {
          // Opened at once: a window that opens later is blocked.
          const opened = window.open('about:blank', '_blank');
          try {
            const t = await client.get(['ticket.subject', 'ticket.description']);
            const text = [t['ticket.subject'], t['ticket.description']].filter(Boolean).join('\\n\\n').slice(0, MOST);
            opened.location = BASE + '/ask?prompt=' + encodeURIComponent(b.dataset.prompt) + '#text=' + encodeURIComponent(text);
            told.textContent = 'Opened in another tab.';
          } catch (e) {
            if (opened) opened.close();
            told.textContent = 'The ticket could not be read: reload it and try again.';
          }
        }));
        """
                .formatted(JSON.valueToTree(base).toString());
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
