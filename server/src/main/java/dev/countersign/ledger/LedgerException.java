package dev.countersign.ledger;

import java.sql.SQLException;

/// A statement of the ledger failed; the store reads the cause and decides what is lost.
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message, SQLException cause) {
        super(message, cause);
    }
}
