package dev.countersign.material;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.material.Lifecycle.Word;
import dev.countersign.material.Version.Kept;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables material_*.
final class MaterialStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Every version of a course's materials, oldest first, without bytes.
    List<Version> versions(Tx tx, String pack) {
        var files = new HashMap<String, List<Kept>>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT f.version_id, f.name, f.type, f.pages, f.size, f.digest
                          FROM material_file f JOIN material_version v ON v.id = f.version_id
                          WHERE v.pack = :pack ORDER BY f.name
                        """)
                .bind("pack", pack)
                .map((rs, _) ->
                        Map.entry(
                                rs.getString("version_id"),
                                new Kept(
                                        rs.getString("name"),
                                        rs.getString("type"),
                                        rs.getInt("pages"),
                                        rs.getInt("size"),
                                        rs.getString("digest"))))
                .forEach(e ->
                        files.computeIfAbsent(e.getKey(), _ -> new ArrayList<>())
                                .add(e.getValue()));
        var words = new HashMap<String, List<Word>>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT s.version_id, s.step, s.person_id, s.words, s.said_at
                          FROM material_step s JOIN material_version v ON v.id = s.version_id
                          WHERE v.pack = :pack ORDER BY s.said_at, s.person_id
                        """)
                .bind("pack", pack)
                .map((rs, _) ->
                        Map.entry(
                                rs.getString("version_id"),
                                new Word(
                                        Step.valueOf(rs.getString("step")),
                                        rs.getString("person_id"),
                                        rs.getString("words"),
                                        Instant.ofEpochMilli(rs.getLong("said_at")))))
                .forEach(e ->
                        words.computeIfAbsent(e.getKey(), _ -> new ArrayList<>())
                                .add(e.getValue()));
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT id, pack, material, number, content, ingredients, pack_digest,
                            made_by, made_at
                          FROM material_version WHERE pack = :pack ORDER BY material, number
                        """)
                .bind("pack", pack)
                .map((rs, _) ->
                        new Version(
                                rs.getString("id"),
                                rs.getString("pack"),
                                rs.getString("material"),
                                rs.getInt("number"),
                                rs.getString("content"),
                                ingredients(rs.getString("ingredients")),
                                rs.getString("pack_digest"),
                                rs.getString("made_by"),
                                Instant.ofEpochMilli(rs.getLong("made_at")),
                                files.getOrDefault(rs.getString("id"), List.of()),
                                new Lifecycle(words.getOrDefault(rs.getString("id"), List.of()))))
                .list();
    }

    void insert(Tx tx, Version v, List<MadeFile> files) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO material_version (id, pack, material, number, content,
                            ingredients, pack_digest, made_by, made_at)
                        VALUES (:id, :pack, :material, :number, :content, :ingredients, :packDigest,
                            :by, :at)
                        """)
                .bind("id", v.id())
                .bind("pack", v.pack())
                .bind("material", v.material())
                .bind("number", v.number())
                .bind("content", v.content())
                .bind("ingredients", written(v.ingredients()))
                .bind("packDigest", v.packDigest())
                .bind("by", v.by())
                .bind("at", v.at().toEpochMilli())
                .execute();
        for (var file : files) {
            var digest = file.digest();
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO material_bytes (digest, bytes) VALUES (:digest, :bytes)
                            ON CONFLICT (digest) DO NOTHING
                            """)
                    .bind("digest", digest)
                    .bind("bytes", file.bytes())
                    .execute();
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO material_file (version_id, name, type, pages, size, digest)
                            VALUES (:version, :name, :type, :pages, :size, :digest)
                            """)
                    .bind("version", v.id())
                    .bind("name", file.name())
                    .bind("type", file.type())
                    .bind("pages", file.pages())
                    .bind("size", file.bytes().length)
                    .bind("digest", digest)
                    .execute();
        }
    }

    Optional<byte[]> bytes(Tx tx, String digest) {
        return tx.jdbi()
                .createQuery("SELECT bytes FROM material_bytes WHERE digest = :digest")
                .bind("digest", digest)
                .map((rs, _) -> rs.getBytes("bytes"))
                .findOne();
    }

    void say(Tx tx, String version, Word word) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO material_step (version_id, person_id, step, words, said_at)
                        VALUES (:version, :person, :step, :words, :at)
                        """)
                .bind("version", version)
                .bind("person", word.person())
                .bind("step", word.step().name())
                .bind("words", word.text())
                .bind("at", word.at().toEpochMilli())
                .execute();
    }

    void mentorsTrained(Tx tx, String pack, Word word) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO material_mentors (pack, person_id, words, said_at)
                        VALUES (:pack, :person, :words, :at)
                        ON CONFLICT (pack) DO UPDATE SET person_id = excluded.person_id,
                            words = excluded.words, said_at = excluded.said_at
                        """)
                .bind("pack", pack)
                .bind("person", word.person())
                .bind("words", word.text())
                .bind("at", word.at().toEpochMilli())
                .execute();
    }

    Optional<Word> mentorsTrained(Tx tx, String pack) {
        return tx.jdbi()
                .createQuery(
                        "SELECT person_id, words, said_at FROM material_mentors WHERE pack = :pack")
                .bind("pack", pack)
                .map((rs, _) ->
                        new Word(
                                Step.DELIVERED,
                                rs.getString("person_id"),
                                rs.getString("words"),
                                Instant.ofEpochMilli(rs.getLong("said_at"))))
                .findOne();
    }

    void due(Tx tx, String pack) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO material_due (pack) VALUES (:pack) ON CONFLICT (pack) DO NOTHING")
                .bind("pack", pack)
                .execute();
    }

    List<String> due(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT pack FROM material_due ORDER BY pack")
                .mapTo(String.class)
                .list();
    }

    /// @return whether it was still there: of several nodes one takes it
    boolean take(Tx tx, String pack) {
        return tx.jdbi()
                        .createUpdate("DELETE FROM material_due WHERE pack = :pack")
                        .bind("pack", pack)
                        .execute()
                > 0;
    }

    private static String written(List<Ingredient> ingredients) {
        var all = new LinkedHashMap<String, String>();
        ingredients.forEach(i -> all.put(i.name(), i.digest()));
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static List<Ingredient> ingredients(String text) {
        try {
            return JSON
                    .readValue(text, new TypeReference<LinkedHashMap<String, String>>() {})
                    .entrySet()
                    .stream()
                    .map(e -> new Ingredient(e.getKey(), e.getValue()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds ingredients that are no JSON", e);
        }
    }
}
