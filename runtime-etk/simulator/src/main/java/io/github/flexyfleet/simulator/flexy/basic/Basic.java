package io.github.flexyfleet.simulator.flexy.basic;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs commands on the variables of the gateway's script. Thread-safe: one command or expression at a time. */
public final class Basic {
    private final BasicGateway gateway;
    private final boolean erases;
    private final Map<String, Value> variables = new HashMap<>();
    private final Map<Integer, OpenFile> files = new HashMap<>();
    private int actionId;

    /**
     * With no variable set.
     *
     * @param erases whether ERASE works
     */
    public Basic(BasicGateway gateway, boolean erases) {
        this.gateway = gateway;
        this.erases = erases;
    }

    /** Forgets the variables. */
    public synchronized void forget() {
        variables.clear();
    }

    /**
     * Does one command. Nothing of it is done when it cannot be read.
     *
     * @throws BasicException when it cannot be read, or the gateway refused a part of it
     */
    public synchronized void run(String command) throws BasicException {
        for (Statement statement : Parser.statements(command)) {
            try {
                run(statement);
            } catch (IOException e) {
                throw new BasicException(e.getMessage(), e);
            }
        }
    }

    /** Value of an expression as text, as {@code $dtSE} shows it. */
    public synchronized String evaluate(String expression) throws BasicException {
        return value(Parser.expression(expression)).shown();
    }

    /** Closes the files. */
    public synchronized void close() throws IOException {
        for (OpenFile file : files.values()) {
            file.file().close();
        }
        files.clear();
    }

    private void run(Statement statement) throws BasicException, IOException {
        if (statement instanceof Statement.Assign assign) {
            assign(assign);
        } else if (statement instanceof Statement.RequestHttp request) {
            request(request.arguments());
        } else if (statement instanceof Statement.GetHttp get) {
            String url =
                    "http://" + value(get.server()).text() + value(get.path()).text();
            actionId = gateway.request(
                    url, "GET", "", "", "", "/usr/" + value(get.file()).text());
        } else if (statement instanceof Statement.SetSystem set) {
            set(set);
        } else if (statement instanceof Statement.Open open) {
            open(open);
        } else if (statement instanceof Statement.Put put) {
            put(put);
        } else if (statement instanceof Statement.Close close) {
            file(close.number()).file().close();
            files.remove(close.number());
        } else if (statement instanceof Statement.Erase erase) {
            String path = value(erase.file()).text();
            if (!erases || !gateway.flash().delete(path)) {
                throw new BasicException("no file " + path);
            }
        } else if (statement instanceof Statement.Reboot) {
            gateway.reboot();
        } else if (statement instanceof Statement.SaveConfiguration) {
            gateway.saveConfiguration();
        } else if (statement instanceof Statement.Halt) {
            gateway.program().halt();
        } else if (statement instanceof Statement.SetTimer timer) {
            gateway.program().timer(timer.timer(), (int) value(timer.seconds()).number());
        } else if (statement instanceof Statement.CloseMqtt) {
            gateway.program().disconnect();
        } else {
            throw new IllegalStateException(statement.toString());
        }
    }

    /** LOAD and SAVE stand for themselves; a change of SYS counts at once and is lost at power off unless saved. */
    private void set(Statement.SetSystem set) throws BasicException {
        String item = set.item().toUpperCase(Locale.ROOT);
        boolean program = set.block().equals("PRG");
        if (program && item.equals("ACTIONID") && set.value().isPresent()) {
            actionId = (int) value(set.value().get()).number();
        } else if (!program && item.equals("SAVE")) {
            gateway.saveConfiguration();
        } else if (!program && set.value().isPresent()) {
            Value value = value(set.value().get());
            gateway.setItem(set.item(), value.shown());
        } else if (program || !item.equals("LOAD")) {
            throw new BasicException("SETSYS " + set.block() + "," + set.item());
        }
    }

    private void assign(Statement.Assign assign) throws BasicException {
        Value value = value(assign.value());
        String name = assign.name();
        if (name.endsWith("$")) {
            variables.put(name, new Value.Text(value.text()));
        } else if (name.endsWith("%")) {
            variables.put(name, new Value.Numeric(Math.floor(value.number())));
        } else {
            variables.put(name, new Value.Numeric(value.number()));
        }
    }

    private void request(List<Expression> arguments) throws BasicException {
        String[] texts = {"", "", "", "", "", ""};
        for (int i = 0; i < arguments.size(); i++) {
            texts[i] = value(arguments.get(i)).text();
        }
        actionId = gateway.request(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
    }

    private void open(Statement.Open open) throws BasicException, IOException {
        String source = value(open.source()).text();
        String path = source.startsWith("file:") ? source.substring("file:".length()) : "/usr/" + source;
        if (files.containsKey(open.number())) {
            throw new BasicException("file " + open.number() + " is open");
        }
        FlashAccess.Mode mode = switch (open.way()) {
            case INPUT -> FlashAccess.Mode.READ;
            case OUTPUT -> FlashAccess.Mode.TRUNCATE;
            case APPEND -> FlashAccess.Mode.READ_WRITE;
        };
        FlashFile file = gateway.flash().open(path, mode);
        files.put(open.number(), new OpenFile(file, open.binary(), open.way() != Statement.Open.Way.INPUT));
    }

    /** Binary: the bytes of the texts; text: in quotes, between semicolons, with CRLF (talk2m-m2web 4.3). */
    private void put(Statement.Put put) throws BasicException, IOException {
        OpenFile target = file(put.number());
        if (!target.writable()) {
            throw new BasicException("file " + put.number() + " is open for input");
        }
        StringBuilder text = new StringBuilder();
        for (Expression expression : put.values()) {
            Value value = value(expression);
            if (target.binary()) {
                text.append(value.text());
            } else {
                text.append(text.isEmpty() ? "" : ";")
                        .append(value instanceof Value.Text quoted ? '"' + quoted.text() + '"' : value.shown());
            }
        }
        text.append(target.binary() ? "" : "\r\n");
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        target.file().write(target.file().length(), bytes, 0, bytes.length);
    }

    private OpenFile file(int number) throws BasicException {
        OpenFile file = files.get(number);
        if (file == null) {
            throw new BasicException("file " + number + " is not open");
        }
        return file;
    }

    private Value value(Expression expression) throws BasicException {
        if (expression instanceof Expression.Text text) {
            return new Value.Text(text.value());
        } else if (expression instanceof Expression.Numeric number) {
            return new Value.Numeric(number.value());
        } else if (expression instanceof Expression.Variable variable) {
            Value unset = variable.name().endsWith("$") ? new Value.Text("") : new Value.Numeric(0);
            return variables.getOrDefault(variable.name(), unset);
        } else if (expression instanceof Expression.Sum sum) {
            return sum(sum);
        } else if (expression instanceof Expression.Function function) {
            Value argument = value(function.argument());
            return new Value.Text(
                    function.name().equals("CHR$")
                            ? String.valueOf((char) ((int) argument.number() & 0xFF))
                            : new Value.Numeric(argument.number()).shown());
        } else if (expression instanceof Expression.GetSystem get) {
            return get.block().equals("PRG") ? system(get.item()) : new Value.Text(gateway.item(get.item()));
        } else if (expression instanceof Expression.HttpResponse response) {
            return response(response.item());
        } else if (expression instanceof Expression.Time) {
            return new Value.Text(gateway.localTime());
        }
        throw new IllegalStateException(expression.toString());
    }

    private Value sum(Expression.Sum sum) throws BasicException {
        Value left = value(sum.left());
        Value right = value(sum.right());
        if (left instanceof Value.Text && sum.sign() == '+') {
            return new Value.Text(left.text() + right.text());
        }
        return new Value.Numeric(sum.sign() == '+' ? left.number() + right.number() : left.number() - right.number());
    }

    /** Of the action whose id is set (INFERRED): right after REQUESTHTTPX its own. */
    private Value response(String item) throws BasicException {
        return switch (item.toUpperCase(Locale.ROOT)) {
            case "STATUSCODE" -> new Value.Numeric(gateway.httpStatus(actionId));
            case "RESPONSE-BODY" -> new Value.Text(gateway.httpBody(actionId));
            default -> throw new BasicException("RESPONSEHTTPX " + item);
        };
    }

    private Value system(String item) throws BasicException {
        return switch (item.toUpperCase(Locale.ROOT)) {
            case "ACTIONID" -> new Value.Numeric(actionId);
            case "ACTIONSTAT" -> new Value.Numeric(gateway.actionStatus(actionId));
            case "SERNUM" -> new Value.Text(gateway.serial());
            case "NBTAGS" -> new Value.Numeric(gateway.tagCount());
            default -> throw new BasicException("GETSYS PRG," + item);
        };
    }

    private record OpenFile(FlashFile file, boolean binary, boolean writable) {}
}
