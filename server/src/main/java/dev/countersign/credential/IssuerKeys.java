package dev.countersign.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Optional;

/// The key that signs credentials: a file beside the ledger's, readable by its owner only, outside
/// the database and its backups. Made when it is first needed. Threads may share it.
///
/// RSA, because Open Badges 3.0 makes RS256 the one algorithm that every verifier has, and
/// 1EdTech's own validator takes no other (section 8.2.3 of the specification).
final class IssuerKeys {
    private static final int BITS = 3072;

    private final Path file;
    private final SecureRandom random;
    private Optional<RSAKey> current = Optional.empty();

    IssuerKeys(Path directory, SecureRandom random) {
        this.file = directory.resolve("credential.key");
        this.random = random;
    }

    /// The key in use.
    synchronized RSAKey current() {
        if (current.isEmpty()) {
            current = Optional.of(Files.exists(file) ? read() : replace());
        }
        return current.get();
    }

    /// Makes another one and forgets the private half of the one before.
    synchronized RSAKey replace() {
        try {
            var key =
                    new RSAKeyGenerator(BITS)
                            .secureRandom(random)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
            write(key.toJSONString());
            current = Optional.of(key);
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    private RSAKey read() {
        try {
            return JWK.parse(Files.readString(file)).toRSAKey();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + file + "`", e);
        } catch (ParseException | ClassCastException e) {
            throw new IllegalStateException(
                    "`" + file + "` is no key; restore it from your backup", e);
        }
    }

    /// Whole or not at all: written beside, then moved.
    private void write(String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var beside = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(beside);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        beside,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(beside);
            }
            Files.writeString(beside, text, StandardOpenOption.SYNC);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep `" + file + "`", e);
        }
    }
}
