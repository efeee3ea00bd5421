package io.github.flexyfleet.simulator.flexy;

/**
 * What is not known of the gateway's script engine, all of it INFERRED.
 *
 * @param longestCommand longest command of ExeScriptForm, characters; 250 in an old manual (talk2m-m2web 4.1)
 * @param variablesStay whether a variable that one form has set is known to the next (talk2m-m2web 4.1)
 * @param erases whether ERASE removes a file; else it is an error
 */
public record ScriptQuirks(int longestCommand, boolean variablesStay, boolean erases) {
    /** 250 characters, variables that stay, and an ERASE that works. */
    public static ScriptQuirks standard() {
        return new ScriptQuirks(250, true, true);
    }

    /** The same with another longest command. */
    public ScriptQuirks withLongestCommand(int characters) {
        return new ScriptQuirks(characters, variablesStay, erases);
    }

    /** The same with variables that stay, or do not. */
    public ScriptQuirks withVariablesStay(boolean stay) {
        return new ScriptQuirks(longestCommand, stay, erases);
    }

    /** The same with an ERASE that works, or does not. */
    public ScriptQuirks withErases(boolean works) {
        return new ScriptQuirks(longestCommand, variablesStay, works);
    }
}
