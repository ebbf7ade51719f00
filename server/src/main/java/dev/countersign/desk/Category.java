package dev.countersign.desk;

import dev.countersign.kernel.Reason;
import java.util.List;

/// What a case without a category is put under, and what follows from it.
///
/// @param name of the taxonomy `taxonomy`, which the caller has checked
/// @param subtype may be empty
/// @param kind the shipped category whose rules hold for it
/// @param groups who approves cases of it, in order
/// @param verdict what the policies say of it now; empty where none speaks
/// @param reasons why it waits, with the policies' reason of now
public record Category(
        String name,
        String subtype,
        String taxonomy,
        String kind,
        List<String> groups,
        String verdict,
        List<Reason> reasons) {
    public Category {
        groups = List.copyOf(groups);
        reasons = List.copyOf(reasons);
    }
}
