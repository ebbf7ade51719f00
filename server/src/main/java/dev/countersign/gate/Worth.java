package dev.countersign.gate;

import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of a tool as it is now, whoever uses it. Asked in the transaction that records the
/// use; implemented by whoever keeps samples and certificates.
@FunctionalInterface
public interface Worth {
    Worth UNKNOWN = (_, _) -> new Known(0, List.of(), Optional.empty());

    /// @param tool the name of a microtool
    Known of(Tx tx, String tool) throws SQLException;

    /// @param reviewed samples of this version that somebody reviewed
    /// @param promises that hold for this version; whether they still run is for the reader
    /// @param withheld why somebody keeps the tool from everybody, or empty
    record Known(int reviewed, List<Promised> promises, Optional<String> withheld) {
        public Known {
            promises = List.copyOf(promises);
        }
    }

    /// @param id the certificate's
    record Promised(String id, BigDecimal error, BigDecimal delta, Instant until) {}
}
