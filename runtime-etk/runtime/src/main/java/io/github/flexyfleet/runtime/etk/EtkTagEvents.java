package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.EvtTagValueListener;
import io.github.flexyfleet.runtime.port.TagWatcher;

/** Hands the events of all tags over, as notes only: all callbacks share one thread with MQTT and forms (flexy-etk 1.1). */
final class EtkTagEvents extends EvtTagValueListener {
    private final TagWatcher watcher;

    EtkTagEvents(TagWatcher watcher) {
        this.watcher = watcher;
    }

    public void callTagChanged() {
        try {
            watcher.changed(getTagId(), getChangedValueAsDouble(), getEventTime());
        } catch (Throwable e) {
            // An exception out of a callback ends the event loop (flexy-etk 1.1).
            watcher.lost();
        }
    }
}
