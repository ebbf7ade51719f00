package dev.countersign.desk;

import dev.countersign.storage.Tx;

/// Told inside the transaction in which a case is settled. Implemented by whoever opened the case;
/// the desk itself calls nothing above it.
public interface CaseListener {
    void settled(Tx tx, ExceptionCase settled) throws Exception;

    /// Somebody decided: whether that settles the case or not. Throwing refuses the decision.
    default void decided(Tx tx, ExceptionCase after) throws Exception {}

    /// A decision about it is committed, and whoever took it is still waiting: for what must be
    /// seen at once on this node.
    default void committed(ExceptionCase decided) {}

    /// Somebody wrote another text, and somebody else is still to approve it. Throwing refuses the
    /// edit.
    default void edited(Tx tx, ExceptionCase edited) throws Exception {}

    /// A decision about a settled case was reversed or taken back.
    void overturned(Tx tx, ExceptionCase overturned) throws Exception;
}
