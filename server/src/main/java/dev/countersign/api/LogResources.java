package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.LogFiles;
import dev.countersign.people.People;
import dev.countersign.policy.LedgerReaders;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ledger's tree as C2SP tlog-tiles: `/checkpoint`, `/tile/L/N`, `/tile/entries/N`. Only for
/// those who may read the ledger.
public final class LogResources {
    private static final Pattern PATH =
            Pattern.compile(
                    "/tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    private final Ledger ledger;
    private final LogFiles files;
    private final LedgerReaders readers;
    private final People people;

    public LogResources(Ledger ledger, LedgerReaders readers, People people) {
        this.ledger = ledger;
        this.files = ledger.files();
        this.readers = readers;
        this.people = people;
    }

    public void mount(Web web) {
        web.get("/checkpoint", this::checkpoint);
        web.get("/tile/*", this::tile);
        web.post("/v1/ledger/rotate-key", this::rotate);
    }

    private void checkpoint(Exchange e) {
        readers.requireReader(e.identity());
        e.text(200, "text/plain; charset=utf-8", ledger.checkpoint());
    }

    private void rotate(Exchange e) {
        PeopleResources.requireAdministrator(e.identity());
        var by = e.identity();
        e.json(
                200,
                Map.of(
                        "key",
                        ledger.rotateKey(by.id(), tx -> people.revalidate(tx, by)),
                        "note",
                        "packs from now on are sealed by this key; whoever keeps an"
                                + " earlier key can go on using it with `verify`"));
    }

    private void tile(Exchange e) {
        readers.requireReader(e.identity());
        var path = PATH.matcher(e.path());
        if (!path.matches() || badNumber(path.group(2))) {
            throw missing(e.path(), "the path is not one of C2SP tlog-tiles");
        }
        var width = path.group(3) == null ? LogFiles.WIDTH : Integer.parseInt(path.group(3));
        if (path.group(3) != null && width >= LogFiles.WIDTH) {
            throw missing(e.path(), "a partial tile has 1 to 255 hashes");
        }
        e.bytes(
                "application/octet-stream",
                bytes(path, width)
                        .orElseThrow(
                                () -> missing(e.path(), "the tree does not have this tile yet")));
    }

    private Optional<byte[]> bytes(Matcher path, int width) {
        var number = Long.parseLong(path.group(2).replaceAll("[x/]", ""));
        return path.group(1).equals("entries")
                ? files.bundle(number, width)
                : files.tile(Integer.parseInt(path.group(1)), number, width);
    }

    /// `x000/001` would be a second name of `001`.
    private static boolean badNumber(String number) {
        return number.startsWith("x000");
    }

    private static RuntimeException missing(String path, String why) {
        return new Problem(
                        404,
                        "no-such-tile",
                        "No such tile",
                        "there is nothing at `" + path + "`: " + why,
                        "read `/checkpoint` for the tree's size")
                .asException();
    }
}
