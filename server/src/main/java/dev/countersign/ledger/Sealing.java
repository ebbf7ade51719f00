package dev.countersign.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with a random 12-byte nonce in front, and HKDF-SHA256 to derive keys.
record Sealing(SecureRandom random) {
    private static final int NONCE = 12;

    // Looking one up costs as much as sealing a short value; each is initialised before every use.
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(Sealing::aesGcm);

    byte[] seal(byte[] key, byte[] plaintext, byte[] context) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var cipher = CIPHERS.get();
            cipher.init(Cipher.ENCRYPT_MODE, aes(key), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(context);
            var out = Arrays.copyOf(nonce, NONCE + plaintext.length + 16);
            cipher.doFinal(plaintext, 0, plaintext.length, out, NONCE);
            return out;
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("a value cannot be sealed", problem);
        }
    }

    byte[] open(byte[] key, byte[] sealed, byte[] context) {
        try {
            var cipher = CIPHERS.get();
            cipher.init(Cipher.DECRYPT_MODE, aes(key), new GCMParameterSpec(128, sealed, 0, NONCE));
            cipher.updateAAD(context);
            return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException | IllegalArgumentException problem) {
            throw new IllegalStateException(
                    "a sealed value does not open: wrong wrapping key, or it was changed", problem);
        }
    }

    byte[] derive(byte[] key, String purpose, byte[] context) {
        var label = purpose.getBytes(StandardCharsets.US_ASCII);
        var info = Arrays.copyOf(label, label.length + 1 + context.length);
        System.arraycopy(context, 0, info, label.length + 1, context.length);
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, 32));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("a key cannot be derived", problem);
        }
    }

    private static Cipher aesGcm() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this JDK has no AES-GCM", problem);
        }
    }

    private static SecretKey aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }
}
