package dev.feedwarden.supervisor.oversight;

/** Whoever started the program and wants to know how it is. Told from one thread at a time, none of them an event loop. */
interface Overseer {

    /**
     * The program listens. Told once.
     *
     * @param status one line for a person
     */
    void ready(String status);

    /** All threads that must not stand still have just answered. */
    void alive();

    /** The program ends in good order. */
    void stopping();

    /** Nothing more is told. */
    void close();
}
