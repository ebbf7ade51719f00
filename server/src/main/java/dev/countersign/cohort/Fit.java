package dev.countersign.cohort;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Lays hours that are needed into hours that there are: as much as fits, in order as far as that
/// goes. Pure.
final class Fit {
    private final int[] need;
    private final int[] room;
    private final List<Set<Integer>> where;
    private final int[][] placed;

    /// @param need minutes of each module
    /// @param room minutes of each slot
    /// @param where in which slots each module may be
    private Fit(int[] need, int[] room, List<Set<Integer>> where) {
        this.need = need.clone();
        this.room = room.clone();
        this.where = where;
        this.placed = new int[need.length][room.length];
    }

    /// @return minutes by module and slot
    static int[][] place(int[] need, int[] room, List<Set<Integer>> where) {
        var fit = new Fit(need, room, where);
        for (var m = 0; m < need.length; m++) {
            for (var s = 0; s < room.length && fit.need[m] > 0; s++) {
                if (where.get(m).contains(s)) {
                    fit.put(m, s, Math.min(fit.need[m], fit.room[s]));
                }
            }
        }
        for (var m = 0; m < need.length; m++) {
            while (fit.need[m] > 0 && fit.makeRoom(m)) {}
        }
        return fit.placed;
    }

    private void put(int module, int slot, int minutes) {
        placed[module][slot] += minutes;
        room[slot] -= minutes;
        need[module] -= minutes;
    }

    /// Moves what is placed already out of the way, along the shortest way to a slot with room.
    private boolean makeRoom(int module) {
        // before[s]: the slot from which what frees s comes; cameBy[s]: the module that moves.
        var before = new int[room.length];
        var by = new int[room.length];
        Arrays.fill(by, -1);
        var next = new ArrayDeque<Integer>();
        for (var s : where.get(module)) {
            by[s] = module;
            before[s] = -1;
            next.add(s);
        }
        while (!next.isEmpty()) {
            var slot = next.remove();
            if (room[slot] > 0) {
                push(module, slot, before, by);
                return true;
            }
            for (var m = 0; m < placed.length; m++) {
                for (var s : placed[m][slot] > 0 ? where.get(m) : Set.<Integer>of()) {
                    if (by[s] < 0) {
                        by[s] = m;
                        before[s] = slot;
                        next.add(s);
                    }
                }
            }
        }
        return false;
    }

    private void push(int module, int end, int[] before, int[] by) {
        var minutes = Math.min(need[module], room[end]);
        for (var s = end; before[s] >= 0; s = before[s]) {
            minutes = Math.min(minutes, placed[by[s]][before[s]]);
        }
        room[end] -= minutes;
        need[module] -= minutes;
        for (var s = end; s >= 0; s = before[s]) {
            placed[by[s]][s] += minutes;
            if (before[s] >= 0) {
                placed[by[s]][before[s]] -= minutes;
            }
        }
    }
}
