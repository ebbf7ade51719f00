package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every page and state in a real browser, light and dark, at 390 and 1440 px.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String PASSWORD = "correct-horse-battery";

    private static final String REVERT =
            "\"title\":\"Orders fail since the last release, roll back to the previous version\"";

    // So that pages say what they say where a chat is connected.
    private final SlackStandIn slack = new SlackStandIn();
    private World world;
    private Browser browser;
    private World.Answer open;
    private World.Answer settled;
    private World.Answer edited;
    private PageList list;
    private String version;
    private String inForce;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        slack.member(SlackTest.id("fay"), "fay@world.example");
        world = new World(data, "both", Duration.ZERO, c -> c.withChat(SlackTest.settings(slack)));
        browser = new Browser();
        // The first one makes the machine learn, so that it is ready when its page is looked at.
        Uncategorised.raise(world, "first", REVERT);
        world.setUp.post(
                world.administrator,
                "/v1/people",
                World.JSON.readTree(
                        "{\"id\":\"noel\",\"name\":\"Noel\",\"email\":\"noel@world.example\",\"roles\":[]}"));
        Defective.open(world);
        for (var person :
                List.of(
                        "fay",
                        "max",
                        "cleo",
                        "pam",
                        "finn",
                        "eve",
                        "noel",
                        "quin",
                        "mona",
                        "otto",
                        "administrator")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        }
        world.upstream.answers(
                "We can refund the demurrage for the two days the yard was closed.\nconfidence: 0.93");
        open =
                world.chat(
                        "fay",
                        "answer",
                        "The consignee at anna@example.com says the container waited two days <script>alert(1)</script>");
        settled = world.chat("fay", "answer", "Second parcel, same customer, also late");
        world.decide("max", settled.hold(), "approve", "");
        edited = world.chat("fay", "answer", "Third parcel, another customer, on time");
        world.decide(
                "max",
                edited.hold(),
                "edit_and_approve",
                ",\"text\":\"We can refund one day of the demurrage.\"");
        world.upstream.answers("Nothing special to report today.\nconfidence: 0.97");
        world.chat("fay", "answer", "Summarise the shift");
        world.upstream.answers("Perhaps so.\nconfidence: 0.4");
        world.chat("fay", "answer", "Guess the arrival");
        var supervised = supervised();
        loadAnotherVersion();
        policies();
        var change = change();
        var shadows = new Shadowed(world).changes(version);
        Workshop.busy(world);
        Cinema.teach(world);
        Cinema.bring(
                world,
                "pam",
                "reel",
                "\0\0\0\u0018ftypmp42".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        var term = Term.openWithSurvey(world);
        var held = held(term);
        eraseSomething();
        var raised = exceptions();
        list =
                new PageList(
                        open,
                        settled,
                        edited,
                        action(),
                        change,
                        shadows,
                        raised,
                        Uncategorised.raiseUntilJudged(world, "revert", REVERT),
                        practised(),
                        Learner.caseOf(new Learner(world, "max").next()),
                        taken(),
                        Classroom.begin(world, "tools"),
                        Workshop.begin(world),
                        Workshop.tried(world),
                        ofTeam(),
                        term.id(),
                        term.session(0),
                        held,
                        credential(),
                        Voiced.all(world),
                        certificate(),
                        Defective.work(world),
                        supervised,
                        launch(term),
                        version,
                        inForce.substring(0, 8));
        world.post(
                "max",
                "/v1/cases/" + raised.body().at("/results/1/case").asText() + "/shadow",
                "{\"tool\":\"answer_tool\"}");
        world.clock.tick(Duration.ofHours(6));
        world.server.runDue();
        world.post(
                "max",
                "/v1/cohorts/sessions/" + held + "/attendance",
                "{\"person\":\"finn\",\"state\":\"absent\",\"reason\":\"not known\",\"after\":0}");
    }

    /// A whole day that has begun when the pages are looked at; who misses it cannot make it up.
    private String held(Term term) {
        return world.post(
                        "pam",
                        "/v1/cohorts/" + term.id() + "/sessions",
                        "{\"title\":\"Day one\",\"counts\":true,\"starts\":\"2026-11-20T10:00:00Z\",\"minutes\":480,\"place\":\"Room 4\"}")
                .body()
                .path("id")
                .asText();
    }

    /// Fifty reviews make a certificate; two pieces of work wait, one of them for fay's own answer.
    private String certificate() {
        Proof.bring(world, 1, 50);
        Proof.review(world, 2);
        Proof.bring(world, 51, 51);
        world.post("max", "/v1/work-items", Proof.work(52).toString());
        return world.get("otto", "/v1/certificates").body().at("/certificates/0/id").asText();
    }

    private String launch(Term term) {
        var started =
                world.post("pam", "/v1/launches", LaunchTest.wanted(term.id(), "answer")).body();
        var id = started.path("id").asText();
        world.post(
                "sam",
                "/v1/launches/" + id + "/confirm",
                "{\"rbac_digest\":\"%s\",\"regions_digest\":\"%s\",\"words\":\"as agreed on Thursday\"}"
                        .formatted(
                                started.path("rbac_digest").asText(),
                                started.path("regions_digest").asText()));
        return id;
    }

    private String supervised() {
        Amended.organisation(
                world,
                text ->
                        text
                                + "gates:\n  category:performance_tradeoff:\n"
                                + "    - {type: readiness}\n"
                                + "  on_call:\n    - {type: course, of: tools}\n");
        var caseId =
                Uncategorised.raise(
                        world,
                        "supervised",
                        "\"title\":\"More replicas at night\",\"category\":\"performance_tradeoff\"");
        world.post(
                "max",
                "/v1/cases/" + caseId + "/proposal",
                "{\"decision\":\"deny\",\"version\":1,\"justification\":\"%s\"}"
                        .formatted(World.WHY));
        return caseId;
    }

    /// Five decisions, so that the mentor's look is waited for, and one comment.
    private String taken() throws Exception {
        var shop = new Printshop(world);
        shop.teach();
        shop.make("mona", "escalation-card");
        shop.make("mona", "decide-card");
        shop.deliver("escalation-card");
        Classroom.teach(world, "tools", 3, 0);
        return Classroom.attempt(world, "tools", 42).path("id").asText();
    }

    private String credential() {
        Workshop.save(world, "max", "steps", "step.a", "done", "step.b", "done");
        Workshop.handIn(world, "max", "steps");
        return world.post("max", "/v1/credentials", "{\"competency\":\"rule-reading\"}")
                .body()
                .path("id")
                .asText();
    }

    private String practised() {
        var fay = new Learner(world, "fay");
        fay.denies(5);
        var id = fay.cases().getFirst();
        Session.of(world, "mona")
                .form(
                        "/practice",
                        "/practice/answers/" + id + "/comment",
                        "comment",
                        "Well argued. Say next time which rule it is about.");
        return id;
    }

    /// A team with two versions and a draft that may not be published yet.
    private String ofTeam() {
        var path = "/v1/taxonomies/platform/";
        var first = categories(40, 10);
        world.post("max", path + "draft", "{\"revision\":0,\"categories\":" + first + "}");
        world.post(
                "max",
                path + "publish",
                "{\"revision\":1,\"why\":\"our exceptions are of other kinds\"}");
        world.post(
                "max",
                path + "draft",
                "{\"revision\":1,\"categories\":" + categories(30, 20) + "}");
        var second =
                world.post(
                        "max",
                        path + "publish",
                        "{\"revision\":2,\"why\":\"quotas are asked for more often now\"}");
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        world.post(
                "max",
                path + "draft",
                "{\"revision\":2,\"categories\":" + categories(30, 15) + "}");
        var taken =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"team-1\",\"rule\":\"freeze\",\"service\":\"registry\",\"category\":\"undo_release\",\"severity\":\"P2\"}");
        var id = taken.body().at("/results/0/case").asText();
        world.decide("ivy", id, "escalate", ",\"to\":\"ops_manager\"");
        return id;
    }

    private static String categories(int undo, int quota) {
        return """
        {"undo_release":{"title":"Undo a release","share":"%d","kind_of":"rollback","path":"climb"},
         "config_conflict":{"title":"Two configurations","share":"30"},
         "customer_exemption":{"title":"For a customer","share":"20"},
         "quota":{"title":"More than the quota","share":"%d","approver":"executive",
           "subtypes":{"A":{"title":"for a day","route":"approve"},"B":{"title":"for good"}}}}
        """
                .formatted(undo, quota);
    }

    private World.Answer action() {
        var asked =
                world.post(
                        "fay",
                        "/v1/actions/refund_credits",
                        """
                        {"about":"HL-2107","reason":"the fee was charged twice, see the carrier's note",
                         "parameters":{"account":"AC-9 of bob@example.com","amount":40,"currency":"EUR"}}
                        """);
        world.decide(
                "max",
                asked.body().path("case").asText(),
                "edit_and_approve",
                ",\"text\":\"account: AC-9\\namount: 20\\ncurrency: EUR\"");
        world.decide("mia", asked.body().path("case").asText(), "approve", "");
        return asked;
    }

    private World.Answer exceptions() {
        var items = new java.util.ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            items.add(
                    "{\"id\":\"x-%d\",\"category\":\"%s\",\"severity\":\"P%d\",\"service\":\"%s\",\"rule\":\"%s\",\"title\":\"Deploy %d was stopped\",\"evidence\":{\"owner\":\"team-a\"},\"recommendation\":\"keep 30 days\"}"
                            .formatted(
                                    i,
                                    List.of(
                                                    "customer_exemption",
                                                    "policy_violation",
                                                    "config_conflict")
                                            .get(i % 3),
                                    1 + i % 4,
                                    List.of("billing", "cart").get(i % 2),
                                    List.of("log-retention", "db-access", "no-root").get(i * i % 3),
                                    i));
        }
        var taken = world.post("pam", "/v1/exceptions", items.toString());
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        world.decide("max", taken.body().at("/results/1/case").asText(), "approve", "");
        world.decide(
                "max",
                taken.body().at("/results/4/case").asText(),
                "escalate",
                ",\"to\":\"security\"");
        return taken;
    }

    private void policies() {
        var files = World.JSON.createObjectNode();
        files.put(
                "logging.yaml",
                """
                name: logging
                version: "1"
                owner: compliance_liaison
                scope: {categories: [policy_violation]}
                priority: 50
                action: enforce
                exception: {kind: requires_approval, max_days: 60}
                annotations: {why: an incident is often understood only months later}
                rule:
                  match:
                    - condition: severity == 'P1'
                      output: "'escalate'"
                      explanation: "'in an emergency a person decides'"
                    - condition: retention_days < 30
                      output: "'deny'"
                      explanation: "'logs that vanish within a month answer for nothing'"
                """);
        var turn = world.clock.instant().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.DAYS);
        for (var v : List.of("2", "3")) {
            files.put(
                    "archive-" + v + ".yaml",
                    """
                    name: archive
                    version: "VERSION"
                    owner: compliance_liaison
                    scope: {services: [archive]}
                    valid: {WHEN: TURN}
                    rule: {match: [{condition: "retention_days > 90", output: "'deny'"}]}
                    """
                            .replace("VERSION", v)
                            .replace("WHEN", v.equals("2") ? "until" : "from")
                            .replace("TURN", turn.toString()));
        }
        files.put(
                "exemptions.yaml",
                """
                exemptions:
                  - id: old-archive
                    policy: logging
                    owner: ops_manager
                    ticket: HL-3301
                    category: mitigated
                    control: a copy is kept elsewhere for a year
                    condition: service == 'archive'
                    granted: 2026-11-01
                    expires: 2026-12-20
                    renewals: 3
                """);
        var body = World.JSON.createObjectNode().put("why", "the first policies");
        body.set("files", files);
        var put = world.post("pam", "/v1/policies", body.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        world.post(
                "fay",
                "/v1/policies/feedback",
                "{\"policy\":\"logging\",\"text\":\"test systems need no month of logs, a week"
                        + " is enough there\"}");
    }

    private World.Answer change() {
        var was = world.get("pam", "/v1/prompts/answer").body().path("versions").path(0).deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) was).put("text", "Answer kindly.");
        var published = world.post("pam", "/v1/prompts", was.toString()).body();
        var proposed =
                world.post(
                        "pam",
                        "/v1/prompts/answer/activate",
                        "{\"version\":%d,\"why\":\"customers misread the old greeting, see HL-2107\"}"
                                .formatted(published.path("version").asInt()));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        return proposed;
    }

    private void loadAnotherVersion() {
        inForce =
                world.get("pam", "/v1/playbooks")
                        .body()
                        .path("playbooks")
                        .path(0)
                        .path("id")
                        .asText();
        var first = world.get("pam", "/v1/playbooks/" + inForce).body();
        var body = World.JSON.createObjectNode();
        body.put(
                "playbook",
                first.path("playbook")
                        .asText()
                        .replace("1.0", "1.1")
                        .replace("block_on_confidence_lt: 0.7", "block_on_confidence_lt: 0.75")
                        .replaceAll("(?m)^ +", ""));
        body.put("organisation", first.path("organisation").asText());
        version = world.post("pam", "/v1/playbooks", body.toString()).body().path("id").asText();
    }

    private void eraseSomething() {
        world.upstream.answers("Fine.\nconfidence: 0.95");
        var call = world.chat("finn", "answer", "Old letter of bob@example.com").call();
        for (var id : List.of(call, "lea")) {
            world.post(
                    "cleo",
                    "/v1/erasures",
                    "{\"id\":\"%s\",\"confirmation\":\"%s\",\"reason\":\"asked for it by letter on 3 November\"}"
                            .formatted(id, id));
        }
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        world.close();
        slack.close();
    }

    @Test
    void axeFindsNothingOnAnyPageAndTheConsoleStaysEmpty() {
        var check = new PageCheck();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var width : List.of(1440, 390)) {
                if (check.looksOnceAtEach() && (scheme == ColorScheme.LIGHT) != (width == 1440)) {
                    continue;
                }
                for (var person : list.pages().keySet()) {
                    var page = browser.open(width, scheme);
                    check.listen(page);
                    page.navigate(world.base + "/sign-in");
                    check.look(page, "sign-in", scheme, width);
                    Browser.signIn(page, world.base, email(person), PASSWORD);
                    for (var path : list.pages().get(person)) {
                        var name = list.name(person + path);
                        if (check.hasItsTurn(name, scheme)) {
                            page.navigate(world.base + path);
                            check.look(page, name, scheme, width);
                        }
                    }
                    list.states().stream()
                            .filter(s -> s.person().equals(person))
                            .filter(s -> check.hasItsTurn(person + "-" + s.name(), scheme))
                            .forEach(s -> {
                                page.navigate(world.base + s.path());
                                s.doing().accept(page);
                                check.look(page, s.person() + "-" + s.name(), scheme, width);
                                page.evaluate("localStorage.clear()");
                            });
                    if (width == 390) {
                        page.navigate(world.base + "/home");
                        page.click(".tabbar summary");
                        check.look(page, person + "-more", scheme, width);
                    }
                    page.context().close();
                }
            }
        }
        assertThat(check.found()).isEmpty();
    }

    @Test
    void aWrongPasswordIsSaidOnAnAccessiblePage() {
        var check = new PageCheck();
        var page = browser.open(390, ColorScheme.LIGHT);
        page.navigate(world.base + "/sign-in");
        page.fill("#email", "nobody@world.example");
        page.fill("#password", "not a password");
        page.click("form.card button.primary");
        page.waitForSelector("[role=alert]");

        check.look(page, "sign-in-refused", ColorScheme.LIGHT, 390);

        assertThat(check.found()).isEmpty();
    }

    private static String email(String person) {
        return person.equals("admin") ? "admin@localhost" : person + "@world.example";
    }

    @Test
    @Requirement({"P53", "P54", "P55"})
    void aManagerDecidesByKeyboardAndTheCallerFetchesTheAnswer() {
        world.upstream.answers("A refund of the fee is due.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "Decide me by keyboard");
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/cases/" + held.hold());

        page.keyboard().press("a");
        page.keyboard().type("checked the carrier's note, the fee was charged twice");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".badge.green");

        assertThat(page.content()).contains("the fee was charged twice");
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).content())
                .contains("A refund of the fee is due.");
    }

    @Test
    @Requirement("P61")
    void aLearnerPractisesByKeyboard() {
        new Learner(world, "mia");
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "mia@world.example", PASSWORD);
        page.navigate(world.base + "/practice");

        page.focus("main button.primary");
        page.keyboard().press("Enter");
        page.waitForURL(world.base + "/practice/cases/*");
        page.keyboard().press("d");
        page.keyboard().type("checked the evidence, the owner has to mend it first");
        page.keyboard().press("Control+Enter");
        page.waitForURL(world.base + "/practice/answers/*");

        assertThat(page.textContent("main")).contains("Your answer and the good one");
        assertThat(page.getAttribute("body", "data-events")).isNull();
    }

    @Test
    void keepsWhatWasTypedWhenAFormIsRefused() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/cases/" + open.hold());

        page.check("input[value=deny]");
        page.fill("#justification", "too short");
        page.click("#decision button.primary");
        page.waitForSelector("[role=alert]");

        assertThat(page.inputValue("#justification")).isEqualTo("too short");
        assertThat(page.isChecked("input[value=deny]")).isTrue();
        assertThat(page.textContent("[role=alert]")).contains("needs 20 to 2000");
    }

    @Test
    void theRightRoleSeesANewCaseAtOnceAndTheRequestIsEscaped() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/work");
        page.waitForSelector("body[data-live=yes]");
        world.upstream.answers("A refund, live.\nconfidence: 0.95");
        world.chat("fay", "answer", "Seen at once");
        page.waitForSelector(".toast a");

        assertThat(page.textContent(".toast")).contains("Waits for you", "Seen at once");
        page.navigate(world.base + "/cases/" + open.hold());
        assertThat(page.textContent(".steps")).contains("<script>alert(1)</script>", "<EMAIL_1>");
        assertThat(page.content()).doesNotContain("anna@example.com");
    }

    @Test
    void nothingOfAHeldAnswerIsShownToWhoeverAskedUntilItIsFetched() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "fay@world.example", PASSWORD);

        page.navigate(world.base + "/cases/" + open.hold());

        assertThat(page.content()).doesNotContain("two days the yard was closed");
        assertThat(world.get("fay", "/v1/cases?mine=true").text())
                .contains(open.hold())
                .doesNotContain("the yard was closed");
        assertThat(world.get("fay", "/v1/cases/" + settled.hold()).text())
                .doesNotContain("the yard was closed");
        assertThat(world.get("max", "/v1/cases/" + open.hold()).text())
                .contains("the yard was closed");
    }

    @Test
    void somebodyWithoutRolesSeesNobodysQueue() {
        assertThat(world.get("noel", "/v1/cases").body().path("cases")).isEmpty();
    }

    @Test
    void aFormWithoutItsTokenIsRefusedAndNobodyIsLetInWithoutSigningIn() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        page.navigate(world.base + "/cases/" + open.hold());
        assertThat(page.url()).contains("/sign-in?next=");
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);

        var answer =
                page.request()
                        .post(
                                world.base + "/cases/" + open.hold() + "/take",
                                com.microsoft.playwright.options.RequestOptions.create()
                                        .setForm(
                                                com.microsoft.playwright.options.FormData.create()
                                                        .set("_csrf", "wrong")));

        assertThat(answer.status()).isEqualTo(403);
    }
}
