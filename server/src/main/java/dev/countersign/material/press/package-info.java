/// Makes files from text: decks by Apache POI, printed matter as tagged PDF. Pure.
@org.jspecify.annotations.NullMarked
package dev.countersign.material.press;
