package com.ewon.ewonitf;

/** Event listener that is bound to a number, such as a client handle. */
public interface EvtIntListener extends EvtListener {
    int getIntRef();
}
