package dev.countersign.bundle;

import dev.countersign.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        after.forEach((id, policy) -> {
            var old = before.get(id);
            if (old == null) {
                out.add("adds `" + Bundles.named(policy) + "`, owned by " + policy.owner());
                rules(policy).forEach(rule -> out.add("`" + id + "` gains: " + rule));
            } else if (!was.files()
                    .getOrDefault(was.set().files().getOrDefault(id, ""), "")
                    .equals(is.files().getOrDefault(is.set().files().getOrDefault(id, ""), ""))) {
                policy(old, policy, out);
            }
        });
        before.forEach((id, policy) -> {
            if (!after.containsKey(id)) {
                out.add("removes `" + Bundles.named(policy) + "`");
            }
        });
        exemptions(was, is, out);
        return out;
    }

    private static void policy(Policy was, Policy is, List<String> out) {
        var id = is.id();
        out.add("`" + id + "` goes from version `" + was.version() + "` to `" + is.version() + "`");
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

    private static Map<String, Policy> byId(Bundle bundle) {
        var out = new TreeMap<String, Policy>();
        bundle.set().policies().all().forEach(p -> out.put(p.id(), p));
        return out;
    }

    private static List<String> rules(Policy policy) {
        return policy.rules().stream().map(policy::inWords).toList();
    }
}
