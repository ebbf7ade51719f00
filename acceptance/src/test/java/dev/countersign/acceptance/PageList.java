package dev.countersign.acceptance;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Every page, by whose it is, and what pages look like once somebody has done something on them.
///
/// @param open a call whose case waits
/// @param settled one that was approved
/// @param edited one that was edited and approved
/// @param action a request for an action that was edited and approved
/// @param change a prompt's version that waits for signatures
/// @param shadows changes that are watched or were
/// @param exception one that automation raised
/// @param uncategorised a case of which the machine proposed a category
/// @param practised a practice case that fay decided
/// @param practising one that waits for max
/// @param taken a quiz that fay handed in
/// @param taking one that is open
/// @param trying a try at a drill that fay began
/// @param tried one that finn handed in
/// @param cohort one that fay and finn learn in, `session` one to come and `held` one that is over
/// @param ofTeam a case filed under a team's own category
/// @param credential one that max got
/// @param said surveys, a concern and a question
/// @param certificate of the gated tool, which holds
/// @param work defects, root causes and a check of a procedure
/// @param supervised a case that max handed to a mentor
/// @param launch one that Security confirmed
/// @param version a playbook that was loaded and is not in force
/// @param inForce the one that is
record PageList(
        World.Answer open,
        World.Answer settled,
        World.Answer edited,
        World.Answer action,
        World.Answer change,
        Shadowed.Changes shadows,
        World.Answer exception,
        String uncategorised,
        String practised,
        String practising,
        String taken,
        String taking,
        String trying,
        String tried,
        String ofTeam,
        String cohort,
        String session,
        String held,
        String credential,
        Voiced.Said said,
        String certificate,
        Defective.Work work,
        String supervised,
        String launch,
        String version,
        String inForce) {
    Map<String, List<String>> pages() {
        var all = new java.util.HashMap<>(others());
        all.put("quin", work.pages());
        return all;
    }

    private Map<String, List<String>> others() {
        return Map.of(
                "fay",
                List.of(
                        "/home",
                        "/work?tab=raised",
                        "/ask",
                        "/actions",
                        "/actions/" + action.body().path("id").asText(),
                        "/cases/" + action.body().path("case").asText(),
                        "/calls",
                        "/calls/" + open.call(),
                        "/cases/" + open.hold(),
                        "/learn",
                        "/learn/tools",
                        "/learn/tools/one/read",
                        "/learn/nothing",
                        "/learn/ops-engineer-2/materials",
                        "/learn/ops-engineer-2/materials/escalation-card",
                        "/learn/ops-engineer-2/trees/approve-deny-escalate",
                        "/learn/cinema/one/watch",
                        "/learn/workshop",
                        "/learn/workshop/one/do",
                        "/learn/workshop/labs/steps",
                        "/learn/workshop/labs/drill",
                        "/learn/workshop/labs/write",
                        "/learn/workshop/labs/file",
                        "/learn/workshop/labs/group",
                        "/learn/workshop/labs/think",
                        "/learn/workshop/labs/cases",
                        "/learn/workshop/labs/live",
                        "/learn/workshop/labs/nothing",
                        "/learn/mentor",
                        "/learn/competencies",
                        "/shadow",
                        "/quality",
                        "/quality/tools/gated_tool",
                        "/quality/sops",
                        "/quality/sops/SOP-1",
                        "/quality/defects",
                        "/tries/" + trying,
                        "/attempts/" + taken,
                        "/attempts/" + taking,
                        "/learn/calendar",
                        "/learn/calendar?view=week&on=2026-11-23",
                        "/learn/calendar?view=month&on=2026-11-23",
                        "/learn/sessions/" + session,
                        "/learn/prior",
                        "/learn/tools/one/questions",
                        "/learn/tools/one/questions?q=nothing",
                        "/learn/tools/one/questions/" + said.question(),
                        "/surveys",
                        "/surveys/" + said.open(),
                        "/surveys/" + said.closed(),
                        "/concerns",
                        "/concerns/" + said.concern(),
                        "/concerns/" + said.proposed(),
                        "/skills",
                        "/practice",
                        "/practice?category=rollback",
                        "/practice/answers/" + practised,
                        "/practice/cases/" + practised,
                        "/practice/answers/nowhere",
                        "/me"),
                "max",
                List.of(
                        "/home",
                        "/work",
                        "/work?tab=settled",
                        "/delegations",
                        "/learn",
                        "/learn/competencies",
                        "/learn/credentials/" + credential,
                        "/verify/" + credential,
                        "/learn/marking",
                        "/learn/mentor",
                        "/learn/cohorts/" + cohort,
                        "/learn/sessions/" + session,
                        "/learn/sessions/" + held,
                        "/learn/workshop/labs/group",
                        "/learn/mentor/workshop/fay/labs/think",
                        "/learn/prior",
                        "/concerns/" + said.concern(),
                        "/skills/fay",
                        "/work/share-out",
                        "/exceptions",
                        "/policies",
                        "/policies/logging",
                        "/policies/archive",
                        "/taxonomies",
                        "/taxonomies/platform",
                        "/taxonomies/platform/versions/1",
                        "/taxonomies/platform/draft",
                        "/cases/" + ofTeam,
                        "/cases/" + supervised,
                        "/quality/tools/gated_tool",
                        "/quality/review",
                        "/policies/why/" + exception.body().at("/results/1/case").asText(),
                        "/policies/review",
                        "/policies/analysis",
                        "/audit",
                        "/audit?ask=pattern",
                        "/decisions",
                        "/decisions?q=nothing-like-this",
                        "/cases/" + exception.body().at("/results/0/case").asText(),
                        "/cases/" + exception.body().at("/results/1/case").asText(),
                        "/cases/" + exception.body().at("/results/4/case").asText(),
                        "/team/on-call",
                        "/learn/completion",
                        "/kpis",
                        "/kpis/AHT",
                        "/kpis/failure-modes",
                        "/playbook/tracks",
                        "/playbook/hosts",
                        "/work?q=nothing+has+this",
                        "/work?sort=sideways",
                        "/cases/" + open.hold(),
                        "/cases/" + settled.hold(),
                        "/cases/" + action.body().path("case").asText(),
                        "/cases/" + uncategorised,
                        "/calls/" + open.call(),
                        "/changes/" + shadows.running(),
                        "/changes/" + shadows.empty(),
                        "/practice",
                        "/practice/cases/" + practising,
                        "/waivers"),
                "otto",
                List.of(
                        "/quality",
                        "/quality/review",
                        "/quality/tools/gated_tool",
                        "/quality/tools/answer_tool",
                        "/quality/tools/none",
                        "/certificates/" + certificate,
                        "/cosign",
                        "/shadow"),
                "mona",
                List.of(
                        "/learn/tools/one/questions/" + said.question(),
                        "/concerns",
                        "/skills/fay",
                        "/learn/ops-engineer-2/materials",
                        "/learn/ops-engineer-2/materials/escalation-card",
                        "/learn/ops-engineer-2/materials/decide-card",
                        "/cosign",
                        "/practice",
                        "/practice/mentees",
                        "/learn/records?course=tools",
                        "/practice/mentees/fay",
                        "/learn/mentor",
                        "/learn/mentor/workshop/fay",
                        "/learn/mentor/workshop/fay/labs/write",
                        "/learn/mentor/workshop/fay/labs/think",
                        "/learn/mentor/workshop/fay/labs/cases",
                        "/learn/mentor/workshop/fay/labs/live",
                        "/practice/answers/" + practised),
                "cleo",
                List.of(
                        "/home",
                        "/calls",
                        "/calls?state=failed",
                        "/quality/defects",
                        "/quality/defects?severity=minor",
                        "/quality/causes/" + work.signed(),
                        "/quality/checks/" + work.check(),
                        "/calls/" + settled.call(),
                        "/ledger",
                        "/ledger?action=case.",
                        "/ledger/25",
                        "/people",
                        "/erasures"),
                "pam",
                List.of(
                        "/home",
                        "/work?tab=all",
                        "/playbook",
                        "/playbooks",
                        "/playbooks/new",
                        "/playbooks/" + version,
                        "/playbooks/" + inForce + "/diff/" + version,
                        "/prompts",
                        "/prompts/answer",
                        "/policies",
                        "/policies/logging",
                        "/policies/logging/edit",
                        "/policies/new",
                        "/changes",
                        "/changes/" + shadows.running(),
                        "/changes/" + shadows.stopped(),
                        "/changes/" + shadows.waiting(),
                        "/changes/" + change.body().path("change").asText(),
                        "/cases/" + change.body().path("case").asText(),
                        "/brief",
                        "/launch",
                        "/launch/" + launch,
                        "/surveys",
                        "/surveys/new",
                        "/surveys/" + said.open(),
                        "/surveys/" + said.closed(),
                        "/learn",
                        "/learn/cinema/videos",
                        "/learn/mentor",
                        "/learn/cohorts",
                        "/learn/cohorts/" + cohort,
                        "/learn/completion",
                        "/learn/competencies/team",
                        "/learn/competencies/rule-reading/max",
                        "/nowhere"),
                "finn",
                List.of("/learn/calendar", "/tries/" + tried, "/learn/workshop/labs/drill"),
                "eve",
                List.of(
                        "/home",
                        "/work?tab=all",
                        "/calls/" + settled.call(),
                        "/launch",
                        "/launch/" + launch),
                "noel",
                List.of(
                        "/home",
                        "/work",
                        "/ask",
                        "/calls",
                        "/practice",
                        "/learn/mentor",
                        "/learn/calendar",
                        "/learn/cohorts"),
                "admin",
                List.of(
                        "/home",
                        "/people",
                        "/people/fay",
                        "/people/lea",
                        "/learn/records",
                        "/learn/records?person=cleo",
                        "/learn/records/keys"));
    }

    /// What a page looks like once somebody has done something on it.
    record State(String name, String person, String path, Consumer<Page> doing) {}

    List<State> states() {
        var toCase = "/cases/" + open.hold();
        return List.of(
                work.defectRefused(),
                work.stepRefused(),
                work.fileRefused(),
                new State(
                        "survey-refused",
                        "pam",
                        "/surveys/new",
                        page -> {
                            page.fill("#title", "Pulse");
                            page.fill("#marks", "I had a good day.");
                            page.click("main form button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "launch-refused",
                        "pam",
                        "/launch",
                        page -> {
                            page.fill("#monday", "2026-11-30");
                            page.selectOption("#workflow1", "answer");
                            page.fill("#slo1", "minutes per piece");
                            page.fill("#target1", "5");
                            page.selectOption("#workflow2", "answer");
                            page.fill("#slo2", "share in time");
                            page.fill("#target2", "0.95");
                            page.click("main form button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "prior-refused",
                        "max",
                        "/learn/prior",
                        page -> {
                            page.fill("#evidence", "                    short   ");
                            page.click("main form button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "categories-changed",
                        "max",
                        "/taxonomies/platform/draft",
                        page -> {
                            page.evaluate(
                                    "document.querySelectorAll('input[name=revision]')"
                                            + ".forEach(i => i.value = 1)");
                            page.fill("#title-0", "Undo the release");
                            page.click("text=Save the draft");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "cohort-plan",
                        "pam",
                        "/learn/cohorts",
                        page -> {
                            page.fill("#name", "Too short");
                            page.selectOption("#pack", "term");
                            page.fill("#monday", "2026-12-21");
                            page.fill("#minutes", "60");
                            page.click("button[value=plan]");
                            page.waitForSelector("#plan");
                        }),
                new State(
                        "session-refused",
                        "max",
                        "/learn/sessions/" + session,
                        page -> {
                            page.fill("#from", "29:00");
                            page.fill("#reason", "the room is flooded");
                            page.click("button[value=move]");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "calendar-address",
                        "fay",
                        "/learn/calendar",
                        page -> {
                            page.click("button[value=make]");
                            page.waitForSelector("[role=status]");
                        }),
                new State(
                        "video-played",
                        "fay",
                        "/learn/cinema/one/watch",
                        page -> {
                            page.focus("[data-do=play]");
                            page.keyboard().press("n");
                            page.keyboard().press("ArrowRight");
                            page.waitForSelector(".chapters [aria-current]");
                            page.click(".controls summary");
                        }),
                new State(
                        "film-refused",
                        "pam",
                        "/learn/cinema/videos",
                        page -> {
                            page.setInputFiles(
                                    "#film-doors",
                                    new com.microsoft.playwright.options.FilePayload(
                                            "a.mp4", "video/mp4", new byte[] {1, 2, 3}));
                            page.click("section[aria-labelledby=v-doors] button:has-text('Bring')");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "lab-refused",
                        "fay",
                        "/learn/workshop/labs/steps",
                        page -> {
                            page.click("button[value=hand-in]");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "lab-rubric-fails",
                        "mona",
                        "/learn/mentor/workshop/fay/labs/write",
                        page -> {
                            page.check("input[name='row.facts'][value='0']");
                            page.check("input[name='row.words'][value='2']");
                            page.fill("#words", "The facts are missing here.");
                            page.click("button[value=sign]");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "competency-asks",
                        "max",
                        "/learn/competencies",
                        page -> page.click("details summary >> nth=-1")),
                new State(
                        "competency-refused",
                        "pam",
                        "/learn/competencies/rule-reading/max",
                        page -> {
                            page.evaluate(
                                    "document.querySelector('#reason').removeAttribute('minlength')");
                            page.fill("#reason", "short");
                            page.click("button[value=revoke]");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "mentor-signs",
                        "mona",
                        "/learn/mentor",
                        page -> page.click("details summary >> nth=-1")),
                new State(
                        "practice-refused",
                        "max",
                        "/practice/cases/" + practising,
                        page -> {
                            page.check("input[value=deny]");
                            page.fill("#justification", "too short");
                            page.click("#decision button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "practice-verdict-refused",
                        "mona",
                        "/practice/mentees/fay",
                        page -> {
                            page.check("input[value=more]");
                            page.fill("#comment", "          -         ");
                            page.click("main form button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "policy-checked",
                        "pam",
                        "/policies/logging/edit",
                        page -> {
                            page.fill(
                                    "#text",
                                    page.inputValue("#text")
                                            .replace("version: \"1\"", "version: \"2\"")
                                            .replace("< 30", "< 60"));
                            page.click("button[value=check]");
                            page.waitForSelector("button[value=propose]");
                        }),
                new State(
                        "policy-shadow-refused",
                        "pam",
                        "/policies/logging/edit",
                        page -> {
                            page.fill(
                                    "#text",
                                    page.inputValue("#text")
                                            .replace("version: \"1\"", "version: \"9\""));
                            page.click("button[value=check]");
                            page.fill("#why", "the auditors asked for it in October");
                            page.click("details.field summary");
                            page.fill("#shadow_cases", "50");
                            page.fill("#shadow_percent", "5");
                            page.fill("#why", "short");
                            page.click("button[value=propose]");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "shadow-stop-refused",
                        "max",
                        "/changes/" + shadows.running(),
                        page -> {
                            page.fill("#why", "too short");
                            page.click("#shadow form button");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "policy-broken",
                        "pam",
                        "/policies/logging/edit",
                        page -> {
                            page.fill(
                                    "#text",
                                    page.inputValue("#text").replace("severity", "sevrity"));
                            page.click("button[value=check]");
                            page.waitForSelector(".badge.red");
                        }),
                new State(
                        "ask-result",
                        "fay",
                        "/ask",
                        page -> {
                            page.fill("#text", "What is due for the second parcel");
                            page.click("form.card button.primary");
                            page.waitForSelector("#waiting-call, section.card .badge");
                        }),
                new State(
                        "action-refused",
                        "fay",
                        "/actions",
                        page -> {
                            page.fill("#about", "HL-2210");
                            page.fill("#p-account", "AC-7");
                            page.fill("#p-amount", "12.00");
                            page.selectOption("#p-currency", "EUR");
                            page.fill("#reason", "fine fine fine fine fine fine");
                            page.click("form button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "decide-together",
                        "max",
                        "/work",
                        page -> {
                            page.check("tbody input[type=checkbox] >> nth=0");
                            page.click("text=Decide selected");
                            page.waitForSelector("#justification");
                        }),
                new State(
                        "ask-shut",
                        "fay",
                        "/ask?prompt=gated",
                        page -> page.waitForSelector("aside .badge.amber")),
                new State(
                        "palette",
                        "max",
                        "/home",
                        page -> {
                            page.click("[data-palette]");
                            page.keyboard().type("parcel");
                            page.waitForSelector("#palette[data-searched=parcel] li");
                        }),
                new State(
                        "help",
                        "max",
                        "/home",
                        page -> {
                            page.keyboard().press("?");
                            page.waitForSelector("#help[open]");
                        }),
                new State(
                        "chart-table", "max", "/home", page -> page.click("#chart-table summary")),
                new State(
                        "work-columns",
                        "max",
                        "/work",
                        page -> page.click("summary:has-text('Columns')")),
                new State(
                        "work-views",
                        "max",
                        "/work?overdue=1",
                        page -> page.click("summary:has-text('Views')")),
                new State(
                        "work-refused",
                        "max",
                        "/work",
                        page -> {
                            page.click("text=Take selected");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "case-refused",
                        "max",
                        toCase,
                        page -> {
                            page.check("input[value=deny]");
                            page.fill("#justification", "too short");
                            page.click("#decision button.primary");
                            page.waitForSelector("[role=alert]");
                        }),
                new State(
                        "case-edit",
                        "max",
                        toCase,
                        page -> {
                            page.check("input[value=edit_and_approve]");
                            page.fill("#edited", "We can refund half of the demurrage.");
                            page.waitForSelector("#diff ins");
                        }),
                new State(
                        "case-edited",
                        "max",
                        "/cases/" + edited.hold(),
                        page -> page.waitForSelector(".steps .diff ins")),
                new State(
                        "case-since",
                        "max",
                        "/cases/" + settled.hold() + "?since=1",
                        page -> page.waitForSelector("#since")));
    }

    /// A file's name for a page: ids change, names stay.
    String name(String page) {
        return page.replaceAll("[^a-z0-9]+", "-")
                .replace(open.hold(), "open")
                .replace(settled.hold(), "settled")
                .replace(open.call(), "open")
                .replace(settled.call(), "settled")
                .replace(cohort, "cohort")
                .replace(launch, "launch")
                .replace(session, "session")
                .replace(held, "held")
                .replace(credential, "credential")
                .replace(version, "second")
                .replace(work.defect(), "new")
                .replace(work.signed(), "signed")
                .replace(work.draft(), "draft")
                .replace(work.check(), "check")
                .replace(said.open(), "open")
                .replace(said.closed(), "closed")
                .replace(said.concern(), "answered")
                .replace(said.proposed(), "proposed")
                .replace(said.question(), "one")
                .replace(inForce, "first");
    }
}
