package io.github.flexyfleet.fleet.source;

/**
 * A fleet file with all that belongs to it: included files, device tables, variables.
 *
 * @param root as if all stood in one file; every value knows the file that it comes from
 * @param complete whether all files could be read: if not, what seems to be missing may stand in them
 * @param allDevices whether every row of the device tables became a device
 */
public record SourceTree(MapValue root, boolean complete, boolean allDevices) {}
