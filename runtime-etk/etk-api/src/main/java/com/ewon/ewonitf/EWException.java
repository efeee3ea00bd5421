package com.ewon.ewonitf;

/** Error of the gateway. */
public class EWException extends Exception {
    public EWException() {}

    public EWException(String message) {
        super(message);
    }
}
