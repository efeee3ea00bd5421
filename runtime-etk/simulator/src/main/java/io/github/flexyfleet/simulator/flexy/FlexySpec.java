package io.github.flexyfleet.simulator.flexy;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One virtual Flexy as it comes into the world.
 *
 * @param name name in the Talk2M account
 * @param serial serial number, {@code dddd-dddd-dd}
 * @param firmware firmware version such as {@code 14.9s0}
 * @param zone time zone of the gateway's clock
 * @param users users of its web server
 * @param tags its tag table, in order
 * @param seed seed of everything that is random about it
 * @param past what was done to it before
 */
public record FlexySpec(
        String name,
        String serial,
        String firmware,
        ZoneId zone,
        List<User> users,
        List<Tag> tags,
        long seed,
        Past past) {
    /** A gateway as it comes from the factory, but for its tags. */
    public FlexySpec(
            String name, String serial, String firmware, ZoneId zone, List<User> users, List<Tag> tags, long seed) {
        this(name, serial, firmware, zone, users, tags, seed, Past.NONE);
    }

    /** The same with another past. */
    public FlexySpec with(Past other) {
        return new FlexySpec(name, serial, firmware, zone, users, tags, seed, other);
    }

    /** The same with another firmware. */
    public FlexySpec withFirmware(String version) {
        return new FlexySpec(name, serial, version, zone, users, tags, seed, past);
    }

    /** The same with other users. */
    public FlexySpec withUsers(List<User> others) {
        return new FlexySpec(name, serial, firmware, zone, others, tags, seed, past);
    }

    /**
     * What somebody did to a gateway before it came into the world.
     *
     * @param files what lies on its flash the first time that it gets power, by path below {@code /usr/}; not copied
     * @param program the BASIC program that it runs
     * @param triggered whether it connects to Talk2M only when it is woken (talk2m-m2web 2.2)
     * @param lan devices of the plant that were made known to it
     */
    public record Past(
            Map<String, byte[]> files, Optional<CustomerProgram> program, boolean triggered, List<LanDevice> lan) {
        /** Nothing. */
        public static final Past NONE = new Past(Map.of(), Optional.empty(), false, List.of());

        /** Copies map and list. */
        public Past {
            files = Map.copyOf(files);
            lan = List.copyOf(lan);
        }

        /** The same with one more file. */
        public Past withFile(String path, byte[] content) {
            Map<String, byte[]> more = new HashMap<>(files);
            more.put(path, content);
            return new Past(more, program, triggered, lan);
        }

        /** The same with a program. */
        public Past with(CustomerProgram other) {
            return new Past(files, Optional.of(other), triggered, lan);
        }

        /** The same with a connection that must be triggered. */
        public Past whenTriggered() {
            return new Past(files, program, true, lan);
        }

        /** The same with one more device of the plant. */
        public Past with(LanDevice device) {
            return new Past(
                    files,
                    program,
                    triggered,
                    Stream.concat(lan.stream(), Stream.of(device)).toList());
        }
    }

    /** Copies the lists. */
    public FlexySpec {
        users = List.copyOf(users);
        tags = List.copyOf(tags);
    }

    /** What a user of the web server may do (talk2m-m2web 6). */
    public enum Right {
        VIEW_IO,
        FORCE_OUTPUTS,
        ACKNOWLEDGE_ALARMS,
        CHANGE_CONFIGURATION,
        FTP,
        EBD,
        JAVA_FORMS,
        JVM_CONTROL
    }

    /**
     * A user of the web server.
     *
     * @param folder the folder below {@code /usr/} whose files alone it may read, such as {@code public}; empty for all
     *     (talk2m-m2web 6)
     */
    public record User(String name, String password, Set<Right> rights, String folder) {
        /** Copies the rights. */
        public User {
            rights = Set.copyOf(rights);
        }

        /** A user who may read every file. */
        public User(String name, String password, Set<Right> rights) {
            this(name, password, rights, "");
        }

        /** The same kept to a folder. */
        public User in(String other) {
            return new User(name, password, rights, other);
        }

        /** Whether the folder holds this path; without the folder of no file. */
        boolean reaches(String path) {
            String plain = Path.of("/" + path).normalize().toString();
            return folder.isEmpty() || plain.startsWith("/usr/" + folder + "/");
        }

        /** A user with every right. */
        public static User administrator(String name, String password) {
            return new User(name, password, EnumSet.allOf(Right.class));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Type of a tag with its number in exports (flexy-etk 5). */
    public enum TagType {
        BOOLEAN(0),
        FLOAT(1),
        INTEGER(2),
        DWORD(3),
        STRING(6);

        private final int number;

        TagType(int number) {
            this.number = number;
        }

        /** Number of the type in {@code $dtTL}. */
        public int number() {
            return number;
        }
    }

    /**
     * A tag.
     *
     * @param id tag id, unique, never used again
     * @param name tag name
     * @param type value type
     * @param groups the Flexy groups it is in, letters out of {@code ABCD}
     * @param logging how its values are recorded
     */
    public record Tag(int id, String name, TagType type, String groups, Logging logging) {
        /** A tag of which every change is recorded. */
        public Tag(int id, String name, TagType type, String groups) {
            this(id, name, type, groups, new Logging(true, 0, 0));
        }

        /** The same recorded in another way. */
        public Tag with(Logging other) {
            return new Tag(id, name, type, groups, other);
        }
    }

    /**
     * Historical logging of a tag (flexy-etk 5).
     *
     * @param on {@code LogEnabled}
     * @param interval {@code LogTimer}: seconds between two points; 0 for changes
     * @param deadband {@code LogDB}: how far a number must change; 0 for any change
     */
    public record Logging(boolean on, int interval, double deadband) {
        /** No logging. */
        public static final Logging OFF = new Logging(false, 0, 0);
    }
}
