package com.ewon.ewonitf;

/** The gateway refused. */
public class EWException extends Exception {
    public EWException() {}

    public EWException(String message) {
        super(message);
    }
}
