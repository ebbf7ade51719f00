/// Makes files from text: decks by Apache POI, printed matter as tagged PDF. Pure.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("press")
package dev.countersign.material.press;
