package dev.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.change.ChangeRequest.Kind;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShadowActsTest {
    private static final List<String> SIGNERS = List.of("ops_manager", "security");

    private static final ChangeRequest CHANGE =
            new ChangeRequest(
                    "change-1",
                    Kind.POLICY,
                    "0123456789abcdef",
                    0,
                    "base",
                    List.of(),
                    "finn",
                    "why",
                    List.of("words"),
                    State.SHADOW,
                    "case-1",
                    Instant.EPOCH,
                    Optional.empty());

    private static Identity person(String id, String... roles) {
        return new Identity(
                new Person(id, id, id + "@world.example", ZoneOffset.UTC, true, Set.of(roles)),
                1,
                Optional.empty());
    }

    @Test
    void whoHoldsARoleThatSignsEndsIt() {
        assertThat(ShadowActs.isApprover(person("max", "ops_manager"), CHANGE, SIGNERS)).isTrue();
        assertThat(ShadowActs.isApprover(person("fay", "frontline_ops"), CHANGE, SIGNERS))
                .isFalse();
    }

    @Test
    void whoProposedItNeverDoesWhateverRolesTheyHold() {
        assertThat(ShadowActs.isApprover(person("finn", "ops_manager"), CHANGE, SIGNERS)).isFalse();
    }
}
