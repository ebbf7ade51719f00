package dev.countersign.report.web;

import dev.countersign.desk.Insight.Taken;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Ledger;
import dev.countersign.ui.Csv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Decisions as files: a table, and a table with the ledger's proof of every case in it.
final class TakenFiles {
    private TakenFiles() {}

    static byte[] csv(List<Taken> rows) {
        var out = new StringBuilder();
        out.append(
                "decided_at,case,title,category,service,rule,decision,approver,escalated_to,justification\r\n");
        for (var r : rows) {
            out.append(
                            Csv.line(
                                    r.at().toString(),
                                    r.caseId(),
                                    r.title(),
                                    r.category(),
                                    r.service(),
                                    r.rule(),
                                    r.kind().name().toLowerCase(Locale.ROOT),
                                    r.approver(),
                                    r.escalatedTo(),
                                    r.justification()))
                    .append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The question, its answer, and the proof.
    static byte[] withEvidence(String question, List<Taken> rows, Ledger ledger) {
        var cases = rows.stream().map(Taken::caseId).distinct().toList();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            part(zip, "question.txt", question.getBytes(StandardCharsets.UTF_8));
            part(zip, "answer.csv", csv(rows));
            // Without a case there is nothing to prove; an empty list would mean everything.
            if (!cases.isEmpty()) {
                var evidence = new ByteArrayOutputStream();
                ledger.export(cases, evidence);
                part(zip, "evidence-pack.zip", evidence.toByteArray());
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    static RuntimeException mayNot() {
        return new Problem(
                        403,
                        "role",
                        "Your role does not include this",
                        "evidence leaves by roles that may run `evidence_pack`",
                        "export the table as CSV, or ask the compliance liaison")
                .asException();
    }
}
