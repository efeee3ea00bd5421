package io.github.flexyfleet.runtime.form;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.BundleView;
import io.github.flexyfleet.runtime.bundle.Put;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Fields;
import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.update.JarKeeper;

/** Answers the forms of the device protocol, version 1, each with one JSON object. Thread-safe. */
public final class FormDesk {
    private static final int PROTOCOL = 1;
    private static final int MAX_FORM_NAME = 64;

    private final BundleKeeper keeper;
    private final JarKeeper jars;
    private final ScriptKeeper script;
    private final EventLog log;
    private final FlashLog flash;
    private final StatusForm status;

    /** A desk over the parts that it shows and drives. */
    public FormDesk(
            BundleKeeper keeper,
            JarKeeper jars,
            ScriptKeeper script,
            Board board,
            EventLog log,
            FlashLog flash,
            Clock clock,
            String version) {
        this.keeper = keeper;
        this.jars = jars;
        this.script = script;
        this.log = log;
        this.flash = flash;
        this.status = new StatusForm(keeper, board, log, clock, version);
    }

    /** The answer to a form, in one line; never fails. */
    public String answer(String form, Fields fields) {
        String name = form.length() > MAX_FORM_NAME ? form.substring(0, MAX_FORM_NAME) : form;
        try {
            return dispatch(name, new Request(fields));
        } catch (Refusal e) {
            return refusal(name, e);
        } catch (RuntimeException e) {
            log.problem("internal", "form " + name + ": " + e);
            return refusal(name, new Refusal("internal", "the form failed: " + e));
        }
    }

    private String dispatch(String form, Request request) throws Refusal {
        if (form.equals("fleetStatus")) {
            JsonWriter json = status.fill(ok(form));
            long left = jars.left();
            return (left < 0 ? json : json.put("runtimeTrialSeconds", left)).end();
        }
        if (form.equals("fleetPut")) {
            return put(form, request.put());
        }
        if (form.equals("fleetApply")) {
            keeper.apply(request.digest(), request.number("revertAfterSeconds", 60, 86400), request.id());
            BundleView view = keeper.view();
            return ok(form).put("state", view.state)
                    .put("running", view.running)
                    .end();
        }
        if (form.equals("fleetConfirm")) {
            keeper.confirm(request.digest(), request.id());
            return confirmed(form);
        }
        if (form.equals("fleetRevert")) {
            keeper.revert(request.digest(), request.id());
            return confirmed(form);
        }
        if (form.equals("fleetLog")) {
            int hours = request.flashHours();
            if (hours >= 0) {
                flash.keep(hours);
            }
            JsonWriter json = ok(form).put("lines", log.last(request.lines()));
            return (flash.hours() == 0 ? json : json.put("flashHours", flash.hours())).end();
        }
        if (form.equals("fleetScript")) {
            return ok(form).put("done", script.ask(request.id(), request.parks()))
                    .end();
        }
        if (form.startsWith("fleetJar")) {
            return jar(form, request);
        }
        throw new Refusal("unknown-form", "the runtime has no such form");
    }

    private String jar(String form, Request request) throws Refusal {
        if (form.equals("fleetJarBack")) {
            jars.back();
            return ok(form).end();
        }
        String version = request.name("version");
        String sha256 = request.sha256("sha256");
        if (form.equals("fleetJar")) {
            int size = request.number("size", 1, JarKeeper.MAX_JAR);
            int offset = request.number("offset", 0, size);
            long have = jars.take(version, sha256, size, offset, request.data(size - offset));
            return ok(form).put("have", have).put("complete", have == size).end();
        }
        if (form.equals("fleetJarTry")) {
            if (keeper.view().state.equals("trial")) {
                throw new Refusal(Refusal.BUSY, "a bundle is on trial");
            }
            jars.attempt(version, sha256, request.number("seconds", 60, 3600));
        } else if (form.equals("fleetJarKeep")) {
            jars.keep(version, sha256);
        } else {
            throw new Refusal("unknown-form", "the runtime has no such form");
        }
        return ok(form).end();
    }

    private String put(String form, Put put) throws Refusal {
        Put.Result result = keeper.put(put);
        return ok(form).put("name", put.name)
                .put("have", result.have)
                .put("complete", result.complete)
                .put("missing", result.missing)
                .end();
    }

    private String confirmed(String form) {
        BundleView view = keeper.view();
        return ok(form).put("state", view.state)
                .put("confirmed", view.confirmed)
                .end();
    }

    private static JsonWriter ok(String form) {
        return new JsonWriter().put("protocol", PROTOCOL).put("ok", true).put("form", form);
    }

    private static String refusal(String form, Refusal refusal) {
        JsonWriter json =
                new JsonWriter().put("protocol", PROTOCOL).put("ok", false).put("form", form);
        json.put("error", refusal.code()).put("message", refusal.getMessage());
        if (refusal.code().equals(Refusal.INCOMPLETE)) {
            json.put("missing", refusal.missing());
        }
        return json.end();
    }
}
