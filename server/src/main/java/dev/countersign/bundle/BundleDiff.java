package dev.countersign.bundle;

import dev.countersign.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one bundle says otherwise than another, in plain English. Pure.
public final class BundleDiff {
    private BundleDiff() {}

    public static List<String> inWords(Bundle was, Bundle is) {
        var before = byId(was);
        var after = byId(is);
        var out = new ArrayList<String>();
        after.forEach((id, versions) -> {
            var old = before.getOrDefault(id, List.of());
            if (old.isEmpty()) {
                versions.forEach(p -> added(p, out));
            } else {
                versions(was, is, old, versions, out);
            }
        });
        before.forEach((id, versions) -> {
            if (!after.containsKey(id)) {
                versions.forEach(p -> out.add("removes `" + p.named() + "`"));
            }
        });
        exemptions(was, is, out);
        return out;
    }

    private static void added(Policy policy, List<String> out) {
        out.add("adds `" + policy.named() + "`, owned by " + policy.owner());
        rules(policy).forEach(rule -> out.add("`" + policy.id() + "` gains: " + rule));
    }

    /// A version in place of another is told as its change; one beside others, against the newest
    /// of them.
    private static void versions(
            Bundle was, Bundle is, List<Policy> old, List<Policy> now, List<String> out) {
        var gone = old.stream().filter(p -> find(now, p).isEmpty()).toList();
        var come = now.stream().filter(p -> find(old, p).isEmpty()).toList();
        for (var p : now) {
            find(old, p)
                    .filter(o ->
                            !was.files()
                                    .getOrDefault(was.set().file(o), "")
                                    .equals(is.files().getOrDefault(is.set().file(p), "")))
                    .ifPresent(o -> policy(o, p, out));
        }
        if (gone.size() == 1 && come.size() == 1) {
            policy(gone.getFirst(), come.getFirst(), out);
            return;
        }
        gone.forEach(p -> out.add("removes `" + p.named() + "`"));
        for (var p : come) {
            out.add(
                    "adds `"
                            + p.named()
                            + "` beside "
                            + old.stream()
                                    .map(o -> "`" + o.version() + "`")
                                    .collect(Collectors.joining(", ")));
            differences(old.getLast(), p, out);
        }
    }

    private static Optional<Policy> find(List<Policy> among, Policy policy) {
        return among.stream().filter(p -> p.version().equals(policy.version())).findFirst();
    }

    private static void policy(Policy was, Policy is, List<String> out) {
        var id = is.id();
        out.add(
                was.version().equals(is.version())
                        ? "`" + is.named() + "` is valid at another time"
                        : "`%s` goes from version `%s` to `%s`"
                                .formatted(id, was.version(), is.version()));
        differences(was, is, out);
    }

    private static void differences(Policy was, Policy is, List<String> out) {
        var id = is.id();
        fact(out, id, "owner", was.owner(), is.owner());
        fact(out, id, "priority", was.priority(), is.priority());
        fact(out, id, "action", was.action(), is.action());
        fact(out, id, "begins", was.from(), is.from());
        fact(out, id, "ends", was.until(), is.until());
        var old = new LinkedHashSet<>(rules(was));
        var fresh = new LinkedHashSet<>(rules(is));
        old.stream()
                .filter(r -> !fresh.contains(r))
                .forEach(r -> out.add("`" + id + "` loses: " + r));
        fresh.stream()
                .filter(r -> !old.contains(r))
                .forEach(r -> out.add("`" + id + "` gains: " + r));
    }

    private static void fact(List<String> out, String id, String name, Object was, Object is) {
        if (!was.equals(is)) {
            out.add("`" + id + "`: " + name + " was " + word(was) + ", is " + word(is));
        }
    }

    private static String word(Object value) {
        return value instanceof java.util.Optional<?> maybe
                ? maybe.map(String::valueOf).orElse("not set")
                : String.valueOf(value).toLowerCase(java.util.Locale.ROOT);
    }

    private static void exemptions(Bundle was, Bundle is, List<String> out) {
        var before =
                was.set().policies().exemptions().stream()
                        .collect(Collectors.toMap(e -> e.id(), Function.identity()));
        for (var exemption : is.set().policies().exemptions()) {
            var old = before.remove(exemption.id());
            if (old == null) {
                out.add(
                        "exempts from `"
                                + exemption.policy()
                                + "` until "
                                + exemption.expires()
                                + ": `"
                                + exemption.id()
                                + "`, "
                                + exemption.ticket());
            } else if (!old.expires().equals(exemption.expires())
                    || old.renewals() != exemption.renewals()) {
                out.add(
                        "the exemption `"
                                + exemption.id()
                                + "` lasts until "
                                + exemption.expires()
                                + ", renewed "
                                + exemption.renewals()
                                + " times");
            }
        }
        before.keySet().stream()
                .sorted()
                .forEach(id -> out.add("the exemption `" + id + "` is gone"));
    }

    /// The versions of each, the earliest first.
    private static Map<String, List<Policy>> byId(Bundle bundle) {
        return bundle.set().policies().all().stream()
                .sorted(Comparator.comparing(p -> p.from().orElse(Instant.MIN)))
                .collect(Collectors.groupingBy(Policy::id, TreeMap::new, Collectors.toList()));
    }

    private static List<String> rules(Policy policy) {
        return policy.rules().stream().map(policy::inWords).toList();
    }
}
