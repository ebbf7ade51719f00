package dev.countersign.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What anybody may fetch to check a credential: keys, issuer, status lists. Threads may share it.
public final class Publishing {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final CredentialStore store;
    private final Credentials.IssuerSettings settings;
    private final IssuerKeys keys;
    private final InstantSource clock;
    private final AtomicReference<String> published = new AtomicReference<>("");

    Publishing(
            Storage storage,
            Ledger ledger,
            People people,
            CredentialStore store,
            Credentials.IssuerSettings settings,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        keys = new IssuerKeys(settings.directory(), settings.random());
    }

    private Addresses at() {
        return new Addresses(settings.address().get().replaceAll("/+$", ""));
    }

    /// The key in use; its public half is in the store before anything is signed with it.
    RSAKey signingKey() {
        var key = keys.current();
        if (!published.get().equals(key.getKeyID())) {
            var created =
                    storage.writeAndWait(tx -> {
                        var isNew =
                                store.publish(
                                        tx,
                                        key.getKeyID(),
                                        key.toPublicJWK().toJSONString(),
                                        clock.instant());
                        if (isNew) {
                            ledger.append(
                                    tx,
                                    new Entry(
                                            "credential-key.published",
                                            "system:credential",
                                            key.getKeyID(),
                                            Map.of()));
                        }
                        return true;
                    });
            if (created) {
                published.set(key.getKeyID());
            }
        }
        return key;
    }

    String sign(BadgeDocument.Content content, RSAKey key) {
        var at = at();
        return BadgeSigner.jwt(
                BadgeDocument.of(content, at, settings.organisation().get()),
                at.issuer(),
                key,
                at.key(key.getKeyID()));
    }

    /// Signs with another key from now on. What the one before signed stays good: its public half
    /// stays published.
    ///
    /// @return the new key's id
    /// @throws dev.countersign.kernel.ProblemException 403
    public String rotate(Identity by) {
        if (!by.has("administrator")) {
            throw Refusal.of(403, "administrator", "keys are changed by administrators", "ask one");
        }
        signingKey();
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            ledger.append(
                    tx, new Entry("credential-key.rotated", by.id(), "credential-key", Map.of()));
            return true;
        });
        keys.replace();
        return signingKey().getKeyID();
    }

    /// Every public key, also retired ones, with the address that credentials name it by.
    public Map<String, Object> keySet() {
        signingKey();
        List<String> all = storage.read(store::keys);
        return Map.of("keys", all.stream().map(this::published).toList());
    }

    /// One public key as a JWK.
    public Optional<Map<String, Object>> key(String kid) {
        return storage.read(tx -> store.key(tx, kid)).map(this::published);
    }

    private Map<String, Object> published(String jwk) {
        try {
            var key = JWK.parse(jwk);
            var out = new LinkedHashMap<String, Object>(key.toPublicJWK().toJSONObject());
            out.put("kid", at().key(key.getKeyID()));
            out.put("alg", "RS256");
            return out;
        } catch (ParseException e) {
            throw new IllegalStateException("the store holds a key that is none", e);
        }
    }

    public Map<String, Object> issuer() {
        return BadgeDocument.issuer(at(), settings.organisation().get());
    }

    public Map<String, Object> achievement(BadgeDocument.Achievement a) {
        return BadgeDocument.achievement(a, at());
    }

    /// A signed list of what is revoked, as of now.
    public String statusList(int list) {
        var at = at();
        var key = signingKey();
        var from = (long) list * StatusList.LENGTH;
        List<Integer> revoked =
                storage.read(tx -> store.revoked(tx, from, from + StatusList.LENGTH));
        return BadgeSigner.jwt(
                BadgeDocument.statusList(
                        list,
                        revoked.stream().map(i -> i % StatusList.LENGTH).toList(),
                        at,
                        clock.instant()),
                at.issuer(),
                key,
                at.key(key.getKeyID()));
    }

    /// What a check of this credential finds, with the keys and the list that this server gives
    /// out.
    public dev.countersign.proof.Verdict check(Credential c) {
        try {
            return CredentialCheck.check(
                    c.jwt().orElse(""),
                    JSON.writeValueAsString(keySet()),
                    Optional.of(statusList(c.statusIndex() / StatusList.LENGTH)),
                    Optional.empty(),
                    clock.instant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("keys are always JSON", e);
        }
    }
}
