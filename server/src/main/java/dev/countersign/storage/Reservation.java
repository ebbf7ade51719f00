package dev.countersign.storage;

/// A place kept in the writer's queue and on the disk, so that the outcome of a call that was
/// admitted can always be recorded, even when the disk has filled up meanwhile. Close it when the
/// outcome is durable; closing twice does nothing.
public interface Reservation extends AutoCloseable {
    @Override
    void close();
}
