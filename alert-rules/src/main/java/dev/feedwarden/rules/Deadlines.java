package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Measurement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who must look again, and when: a binary heap in which each judge stands once and is moved when its deadline changes. */
final class Deadlines {

    static final int NOWHERE = -1;

    private static final int FIRST = 16;

    private @Nullable Judge[] heap = new Judge[FIRST];
    private int size;

    /** The earliest deadline. */
    long first() {
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
        if (judge.deadline == Measurement.NEVER) {
            remove(judge);
            return;
        }
        if (judge.slot == NOWHERE) {
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
        while (slot > 0 && judge.deadline < at((slot - 1) / 2).deadline) {
            put(at((slot - 1) / 2), slot);
            slot = (slot - 1) / 2;
        }
        for (int child = earlierChild(slot); child < size; child = earlierChild(slot)) {
            if (judge.deadline <= at(child).deadline) {
                break;
            }
            put(at(child), slot);
            slot = child;
        }
        put(judge, slot);
    }

    private int earlierChild(int slot) {
        int left = 2 * slot + 1;
        return left + 1 < size && at(left + 1).deadline < at(left).deadline ? left + 1 : left;
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
