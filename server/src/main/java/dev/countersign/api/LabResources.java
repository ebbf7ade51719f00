package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.training.LabFile;
import dev.countersign.training.LabFiles;
import dev.countersign.training.LabParts;
import dev.countersign.training.LabSheet;
import dev.countersign.training.LabWork;
import dev.countersign.training.Training;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `/v1/courses/PACK/labs`: what a learner does with labs. Tries at drills are beside quizzes.
public final class LabResources {
    private final Training training;

    public LabResources(Training training) {
        this.training = training;
    }

    public void mount(Web web) {
        web.get("/v1/courses/:pack/labs", this::all);
        web.get("/v1/courses/:pack/labs/:lab", this::one);
        web.post("/v1/courses/:pack/labs/:lab/parts", this::save);
        web.post("/v1/courses/:pack/labs/:lab/hand-in", this::handIn);
        web.post("/v1/courses/:pack/labs/:lab/take-back", this::takeBack);
        web.post("/v1/courses/:pack/labs/:lab/watch", this::watch);
        web.post("/v1/courses/:pack/labs/:lab/group", this::group);
        web.post("/v1/courses/:pack/labs/:lab/group/:work", this::confirm);
        web.upload("/v1/courses/:pack/labs/:lab/files", LabFiles.LARGEST, this::keep);
        web.get("/v1/lab-files/:file", this::download);
        web.delete("/v1/lab-files/:file", this::remove);
    }

    private void all(Exchange e) {
        var progress = training.learning().of(e.identity(), e.pathParam("pack"));
        e.json(
                200,
                Map.of(
                        "labs",
                        progress.labs().values().stream()
                                .map(l ->
                                        Map.of(
                                                "lab", l.lab().id(),
                                                "title", l.lab().title(),
                                                "kind",
                                                        l.lab()
                                                                .kind()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT),
                                                "state", l.words()))
                                .toList(),
                        "passed",
                        progress.labsPassed()));
    }

    private void one(Exchange e) {
        e.json(200, json(sheet(e)));
    }

    private LabSheet sheet(Exchange e) {
        return training.labs().sheet(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
    }

    static Map<String, Object> json(LabSheet s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("pack", s.taught().pack().id());
        out.put("lab", s.lab().id());
        out.put("title", s.lab().title());
        out.put("kind", s.lab().kind().name().toLowerCase(Locale.ROOT));
        out.put("state", s.work().map(w -> w.state().words()).orElse("not begun"));
        out.put("work", s.work().map(LabWork::id).orElse(""));
        out.put("hand_in", s.handIns());
        out.put("mentor", s.mentor().orElse(""));
        out.put("parts", LabParts.names(s.lab(), s.taught().pack()));
        out.put("texts", s.work().map(LabWork::texts).orElse(Map.of()));
        out.put(
                "rules",
                s.rules().stream()
                        .map(r -> Map.of("asks", r.asks(), "met", r.met(), "now", r.now()))
                        .toList());
        out.put(
                "judgements",
                s.judgements().stream()
                        .map(j ->
                                Map.of(
                                        "hand_in", j.handIn(),
                                        "passed", j.passed(),
                                        "mentor", j.mentor(),
                                        "words", j.words(),
                                        "levels", j.levels(),
                                        "at", j.at().toString()))
                        .toList());
        out.put(
                "observed",
                s.observations().stream()
                        .map(o ->
                                Map.of(
                                        "number", o.number(),
                                        "mentor", o.mentor(),
                                        "words", o.words(),
                                        "at", o.at().toString()))
                        .toList());
        out.put(
                "group",
                s.members().stream()
                        .map(m -> Map.of("person", m.person(), "confirmed", m.confirmed()))
                        .toList());
        out.put("files", s.files().stream().map(LabResources::json).toList());
        out.put(
                "tries",
                s.tries().stream()
                        .map(t ->
                                Map.of(
                                        "id", t.id(),
                                        "number", t.number(),
                                        "state", t.isOpen() ? "open" : "ended",
                                        "right", t.right(),
                                        "asked", t.asked()))
                        .toList());
        out.put(
                "named_by",
                s.asks().stream()
                        .map(a ->
                                Map.of(
                                        "work", a.work(),
                                        "by", a.by(),
                                        "settled", a.settled(),
                                        "handed_in", a.handedIn(),
                                        "confirmed", a.confirmed()))
                        .toList());
        return out;
    }

    private static Map<String, Object> json(LabFile f) {
        return Map.of(
                "id", f.id(),
                "name", f.name(),
                "kind", f.kind().words(),
                "bytes", f.bytes(),
                "sha256", f.digest());
    }

    /// `{"parts": {"entry.1": "…", "step.a": "done"}}`; an empty text takes a part back.
    private void save(Exchange e) {
        var parts = new LinkedHashMap<String, String>();
        e.json()
                .path("parts")
                .properties()
                .forEach(p -> parts.put(p.getKey(), p.getValue().asText()));
        training.labs().save(e.identity(), e.pathParam("pack"), e.pathParam("lab"), parts);
        e.json(200, Map.of("saved", true));
    }

    private void handIn(Exchange e) {
        training.labs().handIn(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
        e.json(200, json(sheet(e)));
    }

    private void takeBack(Exchange e) {
        training.labs().takeBack(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
        e.json(200, json(sheet(e)));
    }

    private void watch(Exchange e) {
        training.labs().askToWatch(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
        e.json(200, Map.of("asked", true));
    }

    private void group(Exchange e) {
        var members = new ArrayList<String>();
        e.json().path("members").forEach(m -> members.add(m.asText()));
        training.labs().group(e.identity(), e.pathParam("pack"), e.pathParam("lab"), members);
        e.json(200, Map.of("saved", true));
    }

    private void confirm(Exchange e) {
        var was = e.json().path("was").asBoolean(false);
        training.labs()
                .confirm(
                        e.identity(),
                        e.pathParam("pack"),
                        e.pathParam("lab"),
                        e.pathParam("work"),
                        was);
        e.json(200, Map.of("confirmed", was));
    }

    private void keep(Exchange e, Web.Arrived arrived) {
        if (!arrived.isThere()) {
            throw new Problem(
                            422,
                            "no-file",
                            "No file",
                            "the form has no file",
                            "send `multipart/form-data` with a field `file`")
                    .asException();
        }
        e.json(
                201,
                json(
                        training.files()
                                .keep(
                                        e.identity(),
                                        e.pathParam("pack"),
                                        e.pathParam("lab"),
                                        arrived.name(),
                                        arrived.file())));
    }

    private void download(Exchange e) {
        var file = training.files().find(e.identity(), e.pathParam("file"));
        e.download(
                file.name(),
                file.kind().type(),
                file.bytes(),
                to -> training.files().read(file, to));
    }

    private void remove(Exchange e) {
        training.files().remove(e.identity(), e.pathParam("file"));
        e.json(200, Map.of("removed", true));
    }
}
