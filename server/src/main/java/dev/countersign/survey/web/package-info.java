/// Surveys as pages: what I am asked, what came of it, what waits for a reaction.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.survey.web;
