package dev.countersign.model.training;

import java.util.List;
import java.util.Locale;

/// Puts names together from parts.
final class MadeUpNames {
    private final Parts parts;

    MadeUpNames(Parts parts) {
        this.parts = parts;
    }

    String person() {
        return switch (parts.number(0, 20)) {
            case 0, 1 -> first();
            case 2 -> last();
            case 3, 4 -> first() + " " + letter() + (parts.chance(0.5) ? ". " : " ") + last();
            case 5 -> first() + " " + first() + " " + last();
            case 6 -> letter() + ". " + last();
            case 7 -> last() + ", " + first();
            case 8 -> first() + " " + last() + "-" + last();
            case 9 -> first() + " " + last() + " " + last();
            case 10 -> parts.any("last") + " " + parts.any("first");
            default -> first() + " " + last();
        };
    }

    String first() {
        return parts.chance(0.06) ? madeUp("end") : parts.any("first");
    }

    String last() {
        return parts.chance(0.12)
                ? madeUp(parts.any(List.of("ski", "son", "ov", "ić", "er", "mann", "i", "es", "")))
                : parts.any("last");
    }

    private String madeUp(String ending) {
        var word = new StringBuilder();
        for (var i = parts.number(1, 4); i > 0; i--) {
            word.append(parts.any("syl"));
        }
        return capital(word.append(ending.equals("end") ? "" : ending).toString());
    }

    private String letter() {
        return String.valueOf((char) ('A' + parts.number(0, 26)));
    }

    String place() {
        return switch (parts.number(0, 12)) {
            case 0, 1, 2 -> parts.any("country");
            case 3 -> parts.any("region");
            case 4 -> country();
            case 5 -> zoneCity();
            case 6, 7 -> town();
            case 8 -> town() + ", " + parts.any("state");
            default -> parts.any("city");
        };
    }

    private String country() {
        var codes = Locale.getISOCountries();
        return Locale.of("", codes[parts.number(0, codes.length)]).getDisplayCountry(Locale.ROOT);
    }

    private String zoneCity() {
        var zones =
                java.time.ZoneId.getAvailableZoneIds().stream()
                        .filter(z -> z.contains("/") && !z.startsWith("Etc") && !z.contains("GMT"))
                        .filter(z -> !z.startsWith("SystemV"))
                        .sorted()
                        .toList();
        var zone = parts.any(zones);
        return zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private String town() {
        return switch (parts.number(0, 4)) {
            case 0 -> parts.any("euro") + parts.any("euroend");
            case 1 ->
                    parts.any(List.of("New ", "Port ", "Lake ", "Mount ", "East ", "North "))
                            + (parts.chance(0.5) ? parts.any("first") : parts.any("last"));
            case 2 ->
                    parts.any("last") + parts.any(List.of("ville", "ton", "burgh", "bury", "side"));
            default -> parts.any("town") + parts.any("townend");
        };
    }

    String organisation() {
        return switch (parts.number(0, 16)) {
            case 0 -> last() + " " + parts.any("orgend");
            case 1 -> last() + (parts.chance(0.5) ? " & " : " and ") + last();
            case 2 -> last() + ", " + last() + " and " + last();
            case 3 -> last() + "-" + last();
            case 4 -> parts.any("orgword") + " " + parts.any("orgtrade");
            case 5 ->
                    parts.any("orgword") + " " + parts.any("orgtrade") + " " + parts.any("orgend");
            case 6 -> parts.any("city") + " " + parts.any("orgbody");
            case 7 -> "University of " + parts.any("city");
            case 8 -> parts.any("country") + " " + parts.any("orgbody");
            case 9 -> "Bank of " + parts.any("city");
            case 10 -> acronym();
            case 11, 12 -> brand();
            case 13 -> brand() + " " + parts.any("orgend");
            case 14 -> last() + " " + parts.any("orgtrade");
            default -> "The " + parts.any("orgword") + " " + parts.any("orgbody");
        };
    }

    private String acronym() {
        var letters = new StringBuilder();
        for (var i = parts.number(2, 5); i > 0; i--) {
            letters.append(letter());
        }
        return letters.toString();
    }

    private String brand() {
        var word = new StringBuilder();
        for (var i = parts.number(1, 4); i > 0; i--) {
            word.append(parts.any("syl"));
        }
        word.append(parts.any("sylend"));
        return capital(word.toString());
    }

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    String address() {
        var gap = parts.any(List.of(", ", ", ", ", ", "\n", "\n", " ", "\n, ", ",\n"));
        var address = new StringBuilder(street());
        if (parts.chance(0.3)) {
            address.append(parts.chance(0.5) ? " " : gap).append(unit());
        }
        if (parts.chance(0.85)) {
            address.append(gap).append(cityLine());
            if (parts.chance(0.5)) {
                address.append(gap).append(parts.any("country"));
            }
            if (parts.chance(0.15)) {
                address.append(' ').append(postcode());
            }
        }
        return address.toString();
    }

    private String street() {
        var house = houseNumber();
        return switch (parts.number(0, 8)) {
            case 0 -> capital(parts.any("euro").strip() + parts.any("streeteuro")) + " " + house;
            case 1 ->
                    parts.any("last")
                            + parts.any(List.of(" ", ""))
                            + parts.any("streeteuro")
                            + " "
                            + house;
            case 2 -> parts.any("streetpre") + " " + parts.any("last") + " " + house;
            case 3 -> house + " " + parts.any("streetpre") + " " + parts.any("last");
            case 4 ->
                    house
                            + " "
                            + capital(parts.any("euro").strip() + parts.any("streeteuro"))
                            + " "
                            + parts.number(1, 99);
            case 5 -> house + " " + parts.any("last") + " " + parts.any("street");
            default ->
                    house
                            + " "
                            + parts.any("town")
                            + parts.any("townend")
                            + " "
                            + parts.any("street");
        };
    }

    private String houseNumber() {
        var number = Integer.toString(parts.number(1, parts.chance(0.5) ? 200 : 9999));
        return parts.chance(0.1) ? number + (char) ('A' + parts.number(0, 4)) : number;
    }

    private String unit() {
        return parts.any(List.of("Apt. ", "Suite ", "Unit ", "Apt ", "Floor ", "#", "Flat "))
                + parts.number(1, 999);
    }

    private String cityLine() {
        var city = parts.chance(0.5) ? town() : parts.any("city");
        return switch (parts.number(0, 6)) {
            case 0 -> city;
            case 1 -> postcode() + " " + city;
            case 2 -> city + " " + postcode();
            case 3 -> city + "\n" + parts.any("state") + " " + postcode();
            default -> city + ", " + parts.any("state") + " " + postcode();
        };
    }

    private String postcode() {
        return switch (parts.number(0, 6)) {
            case 0 -> Integer.toString(parts.number(1000, 9999));
            case 1 ->
                    letter()
                            + letter()
                            + parts.number(1, 20)
                            + " "
                            + parts.number(1, 9)
                            + letter()
                            + letter();
            case 2 -> parts.number(10000, 99999) + "-" + parts.number(1000, 9999);
            case 3 ->
                    letter()
                            + parts.number(1, 9)
                            + letter()
                            + " "
                            + parts.number(1, 9)
                            + letter()
                            + parts.number(1, 9);
            default -> Integer.toString(parts.number(10000, 99999));
        };
    }
}
