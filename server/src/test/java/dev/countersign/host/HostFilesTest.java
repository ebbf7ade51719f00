package dev.countersign.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class HostFilesTest {
    private static final String BASE = "https://ops.example/\"</script>";
    private static final List<HostButton> BUTTONS =
            List.of(new HostButton("triage_summarizer", "triage_summarize"));

    private static Map<String, byte[]> files(byte[] zip) throws Exception {
        var out = new HashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                out.put(e.getName(), in.readAllBytes());
            }
        }
        return out;
    }

    @Test
    @Requirement("E30")
    void theZendeskAppHasWhatItsFrameworkAsksFor() throws Exception {
        var files = files(ZendeskApp.of(BASE, BUTTONS));

        var manifest = JsonMapper.builder().build().readTree(files.get("manifest.json"));
        assertThat(manifest.path("frameworkVersion").asText()).isEqualTo("2.0");
        assertThat(manifest.path("defaultLocale").asText()).isEqualTo("en");
        assertThat(manifest.at("/author/email").asText()).contains("@");
        assertThat(files)
                .containsKeys(
                        manifest.at("/location/support/ticket_sidebar/url").asText(),
                        "translations/en.json");
        var logo = ImageIO.read(new ByteArrayInputStream(files.get("assets/logo.png")));
        assertThat(List.of(logo.getWidth(), logo.getHeight())).containsExactly(320, 320);
        var small = ImageIO.read(new ByteArrayInputStream(files.get("assets/logo-small.png")));
        assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(128, 128);
        assertThat(ZendeskApp.of(BASE, BUTTONS)).isEqualTo(ZendeskApp.of(BASE, BUTTONS));
    }

    @Test
    @Requirement("E30")
    void theServiceNowFileIsXmlOfOneRecordAButtonWithAnIdThatStays() throws Exception {
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(ServiceNowActions.of(BASE, BUTTONS)));

        var records = document.getElementsByTagName("sys_ui_action");
        assertThat(records.getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("table").item(0).getTextContent())
                .isEqualTo("incident");
        var id = document.getElementsByTagName("sys_id").item(0).getTextContent();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(new String(ServiceNowActions.of("https://elsewhere.example", BUTTONS), UTF_8))
                .contains(id);
        // The address is a string of the script, whatever it holds.
        assertThat(document.getElementsByTagName("script").item(0).getTextContent())
                .contains("\"https://ops.example/\\\"</script>\"");
    }
}
