package io.github.flexyfleet.simulator.flexy.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a command into tokens. */
final class Lexer {
    private final String source;
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) throws BasicException {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() throws BasicException {
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
        }
        if (at >= source.length()) {
            return new Token(Token.Kind.END, "");
        }
        char c = source.charAt(at);
        if (c == '"' || c == '\'') {
            int end = source.indexOf(c, at + 1);
            if (end < 0) {
                throw new BasicException("string without end");
            }
            String text = source.substring(at + 1, end);
            at = end + 1;
            return new Token(Token.Kind.TEXT, text);
        }
        int start = at;
        if (digit(c)) {
            while (at < source.length() && (digit(source.charAt(at)) || source.charAt(at) == '.')) {
                at++;
            }
            return new Token(Token.Kind.NUMBER, source.substring(start, at));
        }
        if (letter(c)) {
            while (at < source.length() && (letter(source.charAt(at)) || digit(source.charAt(at)))) {
                at++;
            }
            if (at < source.length() && (source.charAt(at) == '%' || source.charAt(at) == '$')) {
                at++;
            }
            return new Token(Token.Kind.WORD, source.substring(start, at).toUpperCase(Locale.ROOT));
        }
        if ("=+-*/(),:;".indexOf(c) < 0) {
            throw new BasicException("unexpected character " + c);
        }
        at++;
        return new Token(Token.Kind.SIGN, String.valueOf(c));
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
