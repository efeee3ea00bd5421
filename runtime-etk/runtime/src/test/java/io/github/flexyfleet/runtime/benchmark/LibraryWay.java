package io.github.flexyfleet.runtime.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.json.JSONObject;

/** The same values in objects of a JSON library; which ones changed it is told, and their texts are there. */
final class LibraryWay implements Way {
    private final Plant plant;
    private final String[] names = new String[Plant.TAGS];
    private long published;
    private byte[] message;

    LibraryWay(Plant plant) {
        this.plant = plant;
        for (int i = 0; i < names.length; i++) {
            names[i] = plant.name(i);
        }
    }

    @Override
    public void second(int number) {
        published = 0;
        JSONObject changes = new JSONObject();
        for (int place : plant.changed) {
            put(changes, place);
        }
        end(changes);
        if (number % PublishingCost.FULL_SECONDS == 0) {
            JSONObject all = new JSONObject();
            for (int place = 0; place < Plant.TAGS; place++) {
                put(all, place);
            }
            end(all);
        }
    }

    private void put(JSONObject object, int place) {
        object.put(names[place], plant.value(names[place]));
        published++;
    }

    private void end(JSONObject object) {
        message = object.put("time", "2026-11-22 20:00:00").toString().getBytes(UTF_8);
    }

    @Override
    public long published() {
        if (message.length < published) {
            throw new IllegalStateException("a value is missing");
        }
        return published;
    }
}
