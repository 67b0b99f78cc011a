package dev.feedwarden.plugin.simulator.fault;

/** Told on the event loop when a fault begins and ends. */
public interface FaultListener {

    /** The fault is on. Called again when a fault that is on is asked for anew. */
    void began(Fault fault);

    /** The fault is off. */
    void ended(Fault fault);
}
