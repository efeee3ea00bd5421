package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.TagList;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an account's gateways: the list, the account's plan, then from each that is online its status ({@code $dtES}) and its tag list
 * ({@code $dtTL}), one after the other. Writes to none. For one thread.
 */
public final class LiveImport {
    /** The account's description. */
    private static final int CALLS_OF_ACCOUNT = 1;

    /** Status and tag list. */
    private static final int CALLS_OF_DEVICE = 2;

    private static final Pattern SERIAL = Pattern.compile("SerNum:\\s*([0-9]{4}-[0-9]{4}-[0-9]{2})");
    private static final Pattern FIRMWARE_HIGH = Pattern.compile("FwrVerHi:\\s*([0-9]{1,4})");
    private static final Pattern FIRMWARE_LOW = Pattern.compile("FwrVerLo:\\s*([0-9]{1,4})");
    private static final String UNKNOWN_PLAN = "not known: the Talk2M account's plan, on which its calls a day depend";
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 100;

    private final M2WebClient client;
    private final FlexyForms forms;
    private final Set<String> takenIds = new HashSet<>();

    /** Takes the account's client and the forms of its gateways. */
    public LiveImport(M2WebClient client, FlexyForms forms) {
        this.client = client;
        this.forms = forms;
    }

    /**
     * The account's gateways: a login and one call.
     *
     * @throws M2WebException when the account does not answer
     */
    public List<Talk2mDevice> devices() {
        return client.devices();
    }

    /** Calls that {@link #read} takes at most, besides a login at each M2Web host and repeated reads. */
    public static long calls(List<Talk2mDevice> devices) {
        return CALLS_OF_ACCOUNT
                + CALLS_OF_DEVICE
                        * devices.stream().filter(LiveImport::isReachable).count();
    }

    /**
     * Reads gateways. One that does not answer is in the result with a note.
     *
     * @param account name of the Talk2M account
     * @throws M2WebException when Talk2M refuses the account
     */
    public ImportedFleet read(String account, List<Talk2mDevice> devices) {
        Set<FlexyGroup> groups = EnumSet.noneOf(FlexyGroup.class);
        List<ImportedDevice> imported = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        notes.add(planNote());
        for (Talk2mDevice device : devices) {
            if (device.name().isEmpty()
                    || device.name().length() > LONGEST_NAME
                    || device.name().chars().anyMatch(Character::isISOControl)) {
                notes.add("left out: the device with Talk2M number " + device.id()
                        + ", whose name a fleet file cannot hold");
                continue;
            }
            imported.add(read(device, groups));
        }
        List<String> groupNotes = groups.isEmpty()
                ? List.of("no gateway that was read has a tag in one of the groups A to D")
                : List.of("groups: those that hold tags on at least one gateway");
        return new ImportedFleet(
                "live gateways of a Talk2M account",
                Optional.empty(),
                Optional.of(account),
                new ImportedGroup("all", groups, Optional.empty(), Optional.empty(), groupNotes),
                imported,
                Optional.empty(),
                notes);
    }

    private String planNote() {
        try {
            return switch (client.accountInfo().type()) {
                case FREE -> "the Talk2M account is a free one; its calls are the default of talk2m.callsPerDay";
                case PRO ->
                    "the Talk2M account is a Pro one, so talk2m.callsPerDay may be " + Talk2mPlan.PRO.callsPerDay();
                case UNKNOWN -> UNKNOWN_PLAN;
            };
        } catch (M2WebException e) {
            if (e.failure() instanceof M2WebFailure.AccountRefused) {
                throw e;
            }
            return UNKNOWN_PLAN;
        }
    }

    private ImportedDevice read(Talk2mDevice device, Set<FlexyGroup> groups) {
        List<String> notes = new ArrayList<>();
        Optional<String> serial = Optional.empty();
        if (isReachable(device)) {
            try {
                String status = forms.export(device, "$dtES$ftT");
                serial = first(SERIAL, status);
                if (serial.isEmpty()) {
                    notes.add("its status shows no serial number");
                }
                firmware(status).ifPresent(notes::add);
                TagList tags = TagList.parse(forms.export(device, "$dtTL$ftT"));
                groups.addAll(tags.usedGroups());
                notes.addAll(TagListWords.of(tags));
            } catch (M2WebException e) {
                if (e.failure() instanceof M2WebFailure.AccountRefused) {
                    throw e;
                }
                notes.add("could not be read: " + e.failure().getClass().getSimpleName());
            }
        } else {
            notes.add("was offline: serial number and tags were not read");
        }
        return new ImportedDevice(id(device), Optional.of(device.name()), serial, notes);
    }

    private static boolean isReachable(Talk2mDevice device) {
        return device.status() != Talk2mDevice.Status.OFFLINE;
    }

    private static Optional<String> firmware(String status) {
        return first(FIRMWARE_HIGH, status)
                .flatMap(high -> first(FIRMWARE_LOW, status).map(low -> "firmware " + high + "." + low));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** An id made of the name, unique also across case. */
    private DeviceId id(Talk2mDevice device) {
        String plain = device.name().replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String id = plain.substring(0, Math.min(LONGEST_ID, plain.length()));
        if (!DeviceId.isValid(id) || !takenIds.add(id.toLowerCase(Locale.ROOT))) {
            // Talk2M's number is unique in itself.
            String number = "device-" + device.id();
            takenIds.add(number);
            return new DeviceId(number);
        }
        return new DeviceId(id);
    }
}
