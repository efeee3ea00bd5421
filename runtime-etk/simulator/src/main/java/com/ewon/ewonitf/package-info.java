/**
 * The gateway's Java interface, ETK 1.4.4 (flexy-etk 1): the same public signatures, written anew, with the behaviour
 * that was observed. Each Java VM of a virtual gateway defines its own copy of this package, so static fields here
 * belong to one VM, as on the gateway.
 */
package com.ewon.ewonitf;
