/// What somebody has shown that they can do, since when, until when; and the signed document that
/// says so to people outside.
///
/// *Competency*: something that packs teach and that evidence proves, on a level. *Piece*: one lab,
/// quiz or course of such evidence. *Claim*: a level whose proof is met, with its end.
/// *Credential*: an Open Badges 3.0 credential as a signed JWT, made when its holder asks for it.
/// Start with [dev.countersign.credential.Competencies], then
/// [dev.countersign.credential.Credentials].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "proof",
            "timer",
            "people",
            "course",
            "gate",
            "training",
            "ui"
        })
package dev.countersign.credential;
