package dev.countersign.ui;

/// The fields by which a form asks that a change be watched before it goes live, as typed.
///
/// @param cases empty where that is not asked for
public record ShadowFields(String cases, String percent, String days) {
    public static final ShadowFields NONE = new ShadowFields("", "", "");

    public static ShadowFields of(Exchange e) {
        return new ShadowFields(
                e.param("shadow_cases"), e.param("shadow_percent"), e.param("shadow_days"));
    }
}
