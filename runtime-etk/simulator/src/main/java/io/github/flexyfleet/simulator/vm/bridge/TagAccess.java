package io.github.flexyfleet.simulator.vm.bridge;

/** The tag table by tag id. Reading a tag that does not exist gives 0 or an empty string (INFERRED, flexy-etk 9.9). */
public interface TagAccess {
    /** Number of tags. */
    int count();

    /** Id of the tag at a place of the table, 0 for the first; -1 when out of range. */
    int idAt(int index);

    /** Id of the tag of this name; -1 when there is none. */
    int idOf(String name);

    /** Name of the tag; empty when there is none. */
    String name(int id);

    /** Type number of the tag (flexy-etk 5); -1 when there is none. */
    int type(int id);

    /** Value as number; a string tag gives 0. */
    double number(int id);

    /** Value as text, as an export writes it but without quotes. */
    String text(int id);

    /** Writes a number. */
    void write(int id, double value) throws Refusal;

    /** Writes a text; a number tag takes one that reads as number. */
    void write(int id, String value) throws Refusal;
}
