package dev.feedwarden.supervisor.drill;

/** Whether boards, one after the other, say that nothing more is accepted. The same board seen again says nothing new. */
final class Stillness {

    private final int boards;
    private String time = "";
    private long accepted = -1;
    private int same;

    /** @param boards how many must say the same */
    Stillness(int boards) {
        this.boards = boards;
    }

    boolean reachedBy(Status status) {
        if (!status.time().equals(time)) {
            time = status.time();
            same = status.accepted() == accepted ? same + 1 : 1;
            accepted = status.accepted();
        }
        return same >= boards;
    }
}
