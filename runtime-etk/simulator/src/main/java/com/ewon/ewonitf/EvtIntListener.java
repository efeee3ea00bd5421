package com.ewon.ewonitf;

/** A listener found by a number. */
public interface EvtIntListener extends EvtListener {
    int getIntRef();
}
