package io.github.flexyfleet.simulator.flexy.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a whole command before any of it is done. */
final class Parser {
    private static final Set<String> FUNCTIONS = Set.of("CHR$", "STR$");
    private static final Set<String> RESERVED = Set.of(
            "REQUESTHTTPX",
            "RESPONSEHTTPX",
            "GETHTTP",
            "HALT",
            "TSET",
            "MQTT",
            "SETSYS",
            "GETSYS",
            "OPEN",
            "PUT",
            "CLOSE",
            "ERASE",
            "REBOOT",
            "CFGSAVE",
            "CHR$",
            "STR$",
            "TIME$",
            "FOR",
            "AS",
            "PRG");
    /** File numbers of BASIC (talk2m-m2web 4.3). */
    private static final int LAST_FILE = 8;

    private final List<Token> tokens;
    private int at;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Statement> statements(String source) throws BasicException {
        Parser parser = new Parser(Lexer.tokens(source));
        List<Statement> statements = new ArrayList<>();
        do {
            statements.add(parser.statement());
        } while (parser.accept(":"));
        parser.end();
        return statements;
    }

    static Expression expression(String source) throws BasicException {
        Parser parser = new Parser(Lexer.tokens(source));
        Expression expression = parser.sum();
        parser.end();
        return expression;
    }

    private Token take() {
        return tokens.get(Math.min(at++, tokens.size() - 1));
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean accept(String wanted) {
        boolean found = peek().is(wanted);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String wanted) throws BasicException {
        if (!accept(wanted)) {
            throw new BasicException(wanted + " expected");
        }
    }

    private void end() throws BasicException {
        if (peek().kind() != Token.Kind.END) {
            throw unexpected(peek());
        }
    }

    /** Without the words of a string, which can be secret. */
    private static BasicException unexpected(Token token) {
        return new BasicException("unexpected " + (token.kind() == Token.Kind.TEXT ? "string" : token.text()));
    }

    private Statement statement() throws BasicException {
        Token first = take();
        if (first.kind() != Token.Kind.WORD) {
            throw new BasicException("statement expected");
        }
        return switch (first.text()) {
            case "REQUESTHTTPX" -> request();
            case "GETHTTP" -> getHttp();
            case "HALT" -> new Statement.Halt();
            case "TSET" -> setTimer();
            case "MQTT" -> mqtt();
            case "SETSYS" -> setSystem();
            case "OPEN" -> open();
            case "PUT" -> put();
            case "CLOSE" -> new Statement.Close(fileNumber());
            case "ERASE" -> new Statement.Erase(sum());
            case "REBOOT" -> new Statement.Reboot();
            case "CFGSAVE" -> new Statement.SaveConfiguration();
            default -> assign(first.text());
        };
    }

    private Statement assign(String name) throws BasicException {
        if (RESERVED.contains(name)) {
            throw new BasicException("unexpected " + name);
        }
        expect("=");
        return new Statement.Assign(name, sum());
    }

    private Statement request() throws BasicException {
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (accept(","));
        if (arguments.size() < 2 || arguments.size() > 6) {
            throw new BasicException("REQUESTHTTPX takes 2 to 6 parameters");
        }
        return new Statement.RequestHttp(List.copyOf(arguments));
    }

    private Statement getHttp() throws BasicException {
        Expression server = sum();
        expect(",");
        Expression file = sum();
        expect(",");
        return new Statement.GetHttp(server, file, sum());
    }

    private Statement setTimer() throws BasicException {
        Token timer = take();
        if (timer.kind() != Token.Kind.NUMBER || !timer.text().matches("[1-4]")) {
            throw new BasicException("timer 1 to 4 expected");
        }
        expect(",");
        return new Statement.SetTimer(Integer.parseInt(timer.text()), sum());
    }

    private Statement mqtt() throws BasicException {
        String verb = text("MQTT verb expected");
        if (!verb.equalsIgnoreCase("CLOSE")) {
            throw new BasicException("MQTT " + verb);
        }
        return new Statement.CloseMqtt();
    }

    private Statement setSystem() throws BasicException {
        String block = block();
        String item = text("item expected");
        return new Statement.SetSystem(block, item, accept(",") ? Optional.of(sum()) : Optional.empty());
    }

    private String block() throws BasicException {
        String block = take().text();
        if (!block.equals("PRG") && !block.equals("SYS")) {
            throw new BasicException("block " + block);
        }
        expect(",");
        return block;
    }

    private String text(String otherwise) throws BasicException {
        Token item = take();
        if (item.kind() != Token.Kind.TEXT) {
            throw new BasicException(otherwise);
        }
        return item.text();
    }

    private Statement open() throws BasicException {
        Expression source = sum();
        expect("FOR");
        boolean binary = accept("BINARY");
        if (!binary) {
            expect("TEXT");
        }
        Token way = take();
        Statement.Open.Way direction = switch (way.text()) {
            case "INPUT" -> Statement.Open.Way.INPUT;
            case "OUTPUT" -> Statement.Open.Way.OUTPUT;
            case "APPEND" -> Statement.Open.Way.APPEND;
            default -> throw new BasicException("INPUT, OUTPUT or APPEND expected");
        };
        expect("AS");
        return new Statement.Open(source, binary, direction, fileNumber());
    }

    private Statement put() throws BasicException {
        int number = fileNumber();
        expect(",");
        List<Expression> values = new ArrayList<>();
        do {
            values.add(sum());
        } while (accept(";"));
        return new Statement.Put(number, List.copyOf(values));
    }

    private int fileNumber() throws BasicException {
        Token token = take();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[1-" + LAST_FILE + "]")) {
            throw new BasicException("file number 1 to " + LAST_FILE + " expected");
        }
        return Integer.parseInt(token.text());
    }

    private Expression sum() throws BasicException {
        Expression left = term();
        while (peek().is("+") || peek().is("-")) {
            char sign = take().text().charAt(0);
            left = new Expression.Sum(left, sign, term());
        }
        return left;
    }

    private Expression term() throws BasicException {
        Token token = take();
        return switch (token.kind()) {
            case TEXT -> new Expression.Text(token.text());
            case NUMBER -> number(token.text());
            case WORD -> word(token.text());
            case SIGN -> sign(token);
            case END -> throw new BasicException("expression expected");
        };
    }

    private Expression sign(Token token) throws BasicException {
        if (token.is("-")) {
            return new Expression.Sum(new Expression.Numeric(0), '-', term());
        }
        if (!token.is("(")) {
            throw unexpected(token);
        }
        Expression inner = sum();
        expect(")");
        return inner;
    }

    private Expression word(String word) throws BasicException {
        if (word.equals("GETSYS")) {
            return new Expression.GetSystem(block(), text("item expected"));
        }
        if (word.equals("RESPONSEHTTPX")) {
            return new Expression.HttpResponse(text("item expected"));
        }
        if (word.equals("TIME$")) {
            return new Expression.Time();
        }
        if (FUNCTIONS.contains(word)) {
            return new Expression.Function(word, term());
        }
        if (RESERVED.contains(word) || peek().is("(")) {
            throw new BasicException("unexpected " + word);
        }
        return new Expression.Variable(word);
    }

    private static Expression number(String text) throws BasicException {
        try {
            return new Expression.Numeric(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new BasicException("number " + text, e);
        }
    }
}
