package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Review;
import dev.countersign.storage.Tx;
import java.sql.SQLException;

/// Told of every review in the transaction that records it.
@FunctionalInterface
public interface ReviewListener {
    void reviewed(Tx tx, WorkSample sample, Review review) throws SQLException;
}
