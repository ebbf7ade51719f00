package dev.countersign.egress;

import java.io.IOException;

/// Nothing was sent: the address is none of the partner's, or its region is not allowed.
public final class NotAllowed extends IOException {
    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message);
    }
}
