package dev.countersign.host;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Form buttons for ServiceNow's incidents: records of the table `sys_ui_action` in the form of its
/// XML export, which *Import XML* takes. Pure.
///
/// A record's id comes from its tool, so that importing a newer file replaces the buttons of an
/// older one.
final class ServiceNowActions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ServiceNowActions() {}

    static byte[] of(String base, List<HostButton> buttons) {
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<unload>\n");
        var order = 100;
        for (var b : buttons) {
            var function = "countersign_" + b.tool().replaceAll("[^A-Za-z0-9]", "_");
            out.append("<sys_ui_action action=\"INSERT_OR_UPDATE\">\n");
            field(out, "sys_id", id(b.tool()));
            field(out, "name", b.label());
            field(out, "action_name", function);
            field(out, "table", "incident");
            field(out, "order", String.valueOf(order++));
            field(out, "active", "true");
            field(out, "client", "true");
            field(out, "form_button", "true");
            field(out, "show_insert", "false");
            field(out, "show_update", "true");
            field(out, "hint", "Opens Countersign with this incident's text");
            field(out, "onclick", function + "()");
            field(out, "script", script(base, function, b.prompt()));
            out.append("</sys_ui_action>\n");
        }
        return out.append("</unload>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String script(String base, String function, String prompt) {
        return """
        function %s() {
          var parts = [g_form.getValue('short_description'), g_form.getValue('description')];
          var text = parts.filter(function (p) { return p; }).join('\\n\\n').slice(0, 20000);
          window.open(%s + '/ask?prompt=' + encodeURIComponent(%s) + '#text=' + encodeURIComponent(text), '_blank');
        }
        """
                .formatted(
                        function,
                        JSON.valueToTree(base).toString(),
                        JSON.valueToTree(prompt).toString());
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append('<')
                .append(name)
                .append('>')
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</")
                .append(name)
                .append(">\n");
    }

    /// 32 hexadecimal digits, as ServiceNow's ids are.
    private static String id(String tool) {
        return Digests.hex("countersign/" + tool).substring(0, 32);
    }
}
