package io.github.flexyfleet.fleet.model;

/** One of the four groups into which the Flexy's own configuration puts tags (flexy-etk, IVGROUPA to IVGROUPD). */
public enum FlexyGroup {
    /** Group A. */
    A,
    /** Group B. */
    B,
    /** Group C. */
    C,
    /** Group D. */
    D
}
