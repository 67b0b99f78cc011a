package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Measurement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who must look again, and when: a binary heap in which each judge stands once. One whose deadline becomes later stays where
 * it is until it comes to the front, so that a deadline that each reading puts off costs nothing.
 */
final class Deadlines {

    static final int NOWHERE = -1;

    private static final int FIRST = 16;

    private @Nullable Judge[] heap = new Judge[FIRST];
    private int size;

    /** The earliest deadline. */
    long first() {
        while (size > 0 && at(0).queued < at(0).deadline) {
            Judge judge = at(0);
            if (judge.deadline == Measurement.NEVER) {
                remove(judge);
            } else {
                judge.queued = judge.deadline;
                settle(judge);
            }
        }
        return size == 0 ? Measurement.NEVER : at(0).deadline;
    }

    /** Takes out the first judge whose deadline is at or before now; null for none. */
    @Nullable
    Judge due(long now) {
        if (first() > now || size == 0) {
            return null;
        }
        Judge judge = at(0);
        remove(judge);
        return judge;
    }

    /** Puts a judge where its deadline belongs. */
    void set(Judge judge) {
        boolean waits = judge.slot != NOWHERE;
        if (waits ? judge.queued <= judge.deadline : judge.deadline == Measurement.NEVER) {
            return;
        }
        judge.queued = judge.deadline;
        if (!waits) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            put(judge, size++);
        }
        settle(judge);
    }

    /** Takes a judge out, if it is in. */
    void remove(Judge judge) {
        int slot = judge.slot;
        if (slot == NOWHERE) {
            return;
        }
        judge.slot = NOWHERE;
        Judge moved = at(--size);
        heap[size] = null;
        if (moved != judge) {
            put(moved, slot);
            settle(moved);
        }
    }

    private void settle(Judge judge) {
        int slot = judge.slot;
        while (slot > 0 && judge.queued < at((slot - 1) / 2).queued) {
            put(at((slot - 1) / 2), slot);
            slot = (slot - 1) / 2;
        }
        for (int child = earlierChild(slot); child < size; child = earlierChild(slot)) {
            if (judge.queued <= at(child).queued) {
                break;
            }
            put(at(child), slot);
            slot = child;
        }
        put(judge, slot);
    }

    private int earlierChild(int slot) {
        int left = 2 * slot + 1;
        return left + 1 < size && at(left + 1).queued < at(left).queued ? left + 1 : left;
    }

    private void put(Judge judge, int slot) {
        heap[slot] = judge;
        judge.slot = slot;
    }

    private Judge at(int slot) {
        Judge judge = heap[slot];
        if (judge == null) {
            throw new IllegalStateException("no judge in slot " + slot + " of " + size);
        }
        return judge;
    }
}
