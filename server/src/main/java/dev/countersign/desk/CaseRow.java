package dev.countersign.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.desk.rules.Signature;
import dev.countersign.desk.rules.Standing;
import dev.countersign.desk.rules.Use;
import dev.countersign.kernel.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One row of desk_case as a case, without its decisions.
final class CaseRow {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /// Cases from before the column was there were denied by time six days after they were due.
    private static final Duration KEPT_AFTER_DUE = Duration.ofDays(6);

    private CaseRow() {}

    static ExceptionCase read(ResultSet rs) throws SQLException {
        var opened = Instant.ofEpochMilli(rs.getLong("opened_at"));
        var due = Instant.ofEpochMilli(rs.getLong("due_at"));
        var now = Optional.ofNullable(rs.getString("text_now"));
        var textNow = now.orElse(rs.getString("answer_proposed"));
        return new ExceptionCase(
                rs.getString("id"),
                newCase(rs, opened, due),
                standing(rs, due, textNow),
                Optional.ofNullable(rs.getString("taken_by")),
                Optional.ofNullable(rs.getString("assigned_to")),
                textNow,
                Optional.ofNullable(rs.getString("answer_final")),
                opened,
                due,
                instant(rs, "breached_at"),
                instant(rs, "settled_at"),
                split(rs.getString("past_queues")),
                response(rs),
                List.of());
    }

    private static Response response(ResultSet rs) throws SQLException {
        var events = rs.getString("clock");
        if (events.equals("[]")) {
            return Response.NONE;
        }
        var answered = instant(rs, "responded_at");
        var due = instant(rs, "respond_by");
        var missed = instant(rs, "response_missed_at");
        var paused = events.lastIndexOf("\"paused\"") > events.lastIndexOf("\"resumed\"");
        return new Response(
                due,
                answered,
                missed,
                paused && due.isEmpty() && answered.isEmpty() ? last(rs) : Optional.empty());
    }

    /// When the newest event of the clock was.
    private static Optional<Instant> last(ResultSet rs) throws SQLException {
        var events = rs.getString("clock");
        var at = events.substring(events.lastIndexOf("\"at\":") + 5).replaceAll("[^0-9].*", "");
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(at)));
    }

    private static NewCase newCase(ResultSet rs, Instant opened, Instant due) throws SQLException {
        return new NewCase(
                NewCase.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                rs.getString("title"),
                rs.getString("raised_by"),
                rs.getString("raised_role"),
                rs.getString("approver_role"),
                rs.getString("call_id"),
                rs.getString("tool"),
                rs.getString("request_shown"),
                rs.getString("answer_proposed"),
                reasons(rs.getString("reasons")),
                rs.getString("request_digest"),
                rs.getString("answer_digest"),
                rs.getString("playbook_version"),
                rs.getString("prompt"),
                rs.getString("model"),
                rs.getString("region"),
                Optional.ofNullable(rs.getString("confidence")),
                clearance(rs, opened, due),
                facts(rs),
                split(rs.getString("needed")));
    }

    private static Standing standing(ResultSet rs, Instant due, String textNow)
            throws SQLException {
        var content =
                ExceptionCase.content(
                        rs.getString("request_digest"), rs.getString("answer_digest"), textNow);
        var needed = split(rs.getString("needed"));
        var expires = rs.getLong("expires_at");
        var last = Optional.ofNullable(rs.getString("last_by"));
        var lastAt = instant(rs, "last_at");
        return new Standing(
                Standing.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getInt("version"),
                rs.getString("raised_by"),
                needed.isEmpty() ? List.of(rs.getString("approver_role")) : needed,
                content,
                Optional.ofNullable(rs.getString("editor")),
                rs.getInt("second_needed") == 1,
                signatures(rs.getString("signatures")),
                grant(rs, content),
                expires == 0 ? due.plus(KEPT_AFTER_DUE) : Instant.ofEpochMilli(expires),
                last.flatMap(by -> lastAt.map(at -> new Standing.Last(by, at))),
                rs.getInt("emergency") == 1);
    }

    private static Optional<Use> grant(ResultSet rs, String content) throws SQLException {
        var expires = instant(rs, "grant_expires");
        var used = instant(rs, "grant_used_at").isPresent();
        var granted = Optional.ofNullable(rs.getString("grant_content")).orElse(content);
        return expires.map(until -> new Use(granted, until, used));
    }

    private static Optional<CaseFacts> facts(ResultSet rs) throws SQLException {
        var source = rs.getString("source");
        if (source == null) {
            return Optional.empty();
        }
        return Optional.of(
                new CaseFacts(
                        rs.getString("category"),
                        rs.getString("subtype"),
                        CaseFacts.Severity.valueOf(rs.getString("severity")),
                        rs.getString("service"),
                        rs.getString("environment"),
                        rs.getString("team"),
                        rs.getString("tags").lines().toList(),
                        rs.getString("rule"),
                        rs.getString("evidence"),
                        source,
                        rs.getString("source_id"),
                        rs.getString("taxonomy"),
                        rs.getString("verdict"),
                        rs.getString("category_kind")));
    }

    /// Cases from before the column was there have their first due time.
    private static Duration clearance(ResultSet rs, Instant opened, Instant due)
            throws SQLException {
        var millis = rs.getLong("clearance_ms");
        return millis == 0 ? Duration.between(opened, due) : Duration.ofMillis(millis);
    }

    static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// Roles as they are stored: each between line ends, so that one is found by `LIKE`.
    static String joined(List<String> roles) {
        return "\n" + String.join("\n", roles) + "\n";
    }

    private static List<String> split(String joined) {
        return joined.lines().filter(role -> !role.isEmpty()).toList();
    }

    static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("these are plain records", e);
        }
    }

    static Map<String, String> texts(String json) {
        return read(json, TEXTS);
    }

    private static List<Reason> reasons(String json) {
        return read(json, REASONS);
    }

    /// @param at milliseconds
    record StoredSignature(String person, String role, List<String> via, String content, long at) {}

    static List<StoredSignature> stored(List<Signature> signatures) {
        return signatures.stream()
                .map(s ->
                        new StoredSignature(
                                s.person(), s.role(), s.via(), s.content(), s.at().toEpochMilli()))
                .toList();
    }

    private static List<Signature> signatures(String json) {
        return read(json, new TypeReference<List<StoredSignature>>() {}).stream()
                .map(s ->
                        new Signature(
                                s.person(),
                                s.role(),
                                s.via(),
                                s.content(),
                                Instant.ofEpochMilli(s.at())))
                .toList();
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this was written by the desk", e);
        }
    }
}
