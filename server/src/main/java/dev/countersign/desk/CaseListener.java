package dev.countersign.desk;

import dev.countersign.storage.Tx;

/// Told inside the transaction in which a case is settled. Implemented by whoever opened the case;
/// the desk itself calls nothing above it.
public interface CaseListener {
    void settled(Tx tx, ExceptionCase settled) throws Exception;

    /// A decision about a settled case was reversed.
    void overturned(Tx tx, ExceptionCase overturned) throws Exception;
}
