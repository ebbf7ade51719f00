package dev.countersign.preview;

import dev.countersign.course.Pack;
import dev.countersign.kernel.Problem;
import dev.countersign.material.Live;
import dev.countersign.material.MadeFile;
import dev.countersign.material.press.Manuscripts;
import dev.countersign.material.press.Press;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;

/// Materials, made when they are asked for, from the pack as it is now.
final class MaterialPages {
    private final Stage stage;

    MaterialPages(Stage stage) {
        this.stage = stage;
    }

    void mount(Web web) {
        web.open(HttpMethod.GET, "/learn/:pack/materials", this::list);
        web.open(HttpMethod.GET, "/learn/:pack/materials/:material", this::material);
        web.open(HttpMethod.GET, "/learn/:pack/materials/:material/:file", this::file);
    }

    private void list(Exchange e) {
        var pack = stage.shown(e).pack();
        stage.render(
                e,
                "page/preview-materials.jte",
                "Materials",
                Map.of(),
                Map.of("pack", pack, "files", List.of(), "made", ""));
    }

    private void material(Exchange e) {
        var pack = stage.shown(e).pack();
        stage.render(
                e,
                "page/preview-materials.jte",
                "Materials",
                Map.of(),
                Map.of("pack", pack, "files", made(e, pack), "made", e.pathParam("material")));
    }

    private void file(Exchange e) {
        var file =
                made(e, stage.shown(e).pack()).stream()
                        .filter(f -> f.name().equals(e.pathParam("file")))
                        .findFirst()
                        .orElseThrow(() -> Stage.nothing(e.path()));
        if (file.type().equals(MadeFile.PPTX)) {
            e.download(file.name(), file.type(), file.bytes());
        } else {
            e.bytes(file.type(), file.bytes());
        }
    }

    private List<MadeFile> made(Exchange e, Pack pack) {
        var material =
                pack.materials().stream()
                        .filter(m -> m.id().equals(e.pathParam("material")))
                        .findFirst()
                        .orElseThrow(() -> Stage.nothing(e.path()));
        try {
            return Press.make(Manuscripts.of(pack, material, Live.NONE), stage.clock().instant());
        } catch (IllegalArgumentException unfit) {
            throw new Problem(
                            422,
                            "not-printable",
                            material.title() + " cannot be made",
                            String.valueOf(unfit.getMessage()),
                            "mend what it is made from, and it is made anew")
                    .asException();
        }
    }
}
