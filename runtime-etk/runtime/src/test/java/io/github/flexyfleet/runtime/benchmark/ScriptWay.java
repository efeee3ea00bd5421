package io.github.flexyfleet.runtime.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A port of the seed's BASIC script. A flag a tag is set by its change; the tick of the changes goes over all flags, loads
 * each tag that has one by its place, asks for its name, and by that for its value. The tick of all values loads every tag
 * and asks for its four groups as well. The JSON text is added up piece by piece. BASIC itself is charged nothing: what
 * runs here is Java.
 */
final class ScriptWay implements Way {
    private final Plant plant;
    private final boolean allAtEachTick;
    private final boolean[] flags = new boolean[Plant.TAGS];
    private long published;
    private byte[] message;

    /** With only the tick of all values, or with both. */
    ScriptWay(Plant plant, boolean allAtEachTick) {
        this.plant = plant;
        this.allAtEachTick = allAtEachTick;
    }

    @Override
    public void second(int number) {
        published = 0;
        if (!allAtEachTick) {
            for (int place : plant.changed) {
                flags[place] = true;
            }
            publishChanged();
        }
        if (allAtEachTick || number % PublishingCost.FULL_SECONDS == 0) {
            publishAll();
        }
    }

    private void publishChanged() {
        String json = "{";
        for (int i = 0; i < Plant.TAGS; i++) {
            if (flags[i]) {
                flags[i] = false;
                json = json.concat(member(plant.name(i)));
            }
        }
        end(json);
    }

    private void publishAll() {
        String json = "{";
        for (int i = 0; i < Plant.TAGS; i++) {
            String name = plant.name(i);
            for (boolean isIn : plant.groups()) {
                if (isIn) {
                    json = json.concat(member(name));
                }
            }
        }
        end(json);
    }

    private String member(String name) {
        published++;
        return "\"".concat(name).concat("\":\"").concat(plant.value(name)).concat("\",");
    }

    private void end(String json) {
        message = json.concat("\"time\": \"2026-11-22 20:00:00\"}").getBytes(US_ASCII);
    }

    @Override
    public long published() {
        if (message.length < published) {
            throw new IllegalStateException("a value is missing");
        }
        return published;
    }
}
