package dev.countersign.credential;

/// Where the public documents of credentials are.
///
/// @param base where people reach the server, without a slash at the end
record Addresses(String base) {
    static final String ISSUER = "/credentials/issuer";
    static final String KEYS = "/credentials/keys";
    static final String STATUS = "/credentials/status";
    static final String VERIFY = "/verify";

    String issuer() {
        return base + ISSUER;
    }

    String key(String kid) {
        return base + KEYS + "/" + kid;
    }

    String keys() {
        return base + KEYS;
    }

    String status(int list) {
        return base + STATUS + "/" + list;
    }

    String credential(String id) {
        return base + VERIFY + "/" + id;
    }
}
