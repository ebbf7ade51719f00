package dev.countersign.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.confidence.Confidence;
import java.util.Optional;

/// An upstream's answer after masking.
///
/// @param response the masked response
/// @param text the masked answer as people and rules read it
/// @param personalData whether masking found something that the request did not already hold
record Answer(
        ObjectNode response,
        String text,
        String digest,
        Optional<Confidence> confidence,
        boolean personalData,
        String modelVersion) {}
