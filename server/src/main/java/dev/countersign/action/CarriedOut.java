package dev.countersign.action;

import java.util.Map;

/// An approval, used.
///
/// @param parameters what to do, exactly, with the originals of what was masked
/// @param approvedBy whoever approved; theirs is the decision for ever
public record CarriedOut(
        ActionRequest request, Map<String, String> parameters, String approvedBy) {}
