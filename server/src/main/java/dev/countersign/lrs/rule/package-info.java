/// The rules of xAPI, pure: what a statement must look like, when two are the same, how one is
/// shown, and how attachments and signatures are read.
@org.jspecify.annotations.NullMarked
package dev.countersign.lrs.rule;
