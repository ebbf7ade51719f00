package dev.countersign.ui;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// The time zones that people choose from: places, and UTC.
public final class Zones {
    private static final Set<String> AREAS =
            Set.of(
                    "Africa",
                    "America",
                    "Antarctica",
                    "Asia",
                    "Atlantic",
                    "Australia",
                    "Europe",
                    "Indian",
                    "Pacific");
    private static final List<String> ALL =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(id ->
                            id.equals("UTC")
                                    || id.contains("/")
                                            && AREAS.contains(id.substring(0, id.indexOf('/'))))
                    .sorted()
                    .toList();

    private Zones() {}

    public static List<String> all() {
        return ALL;
    }

    public static boolean known(String id) {
        return ALL.contains(id);
    }
}
