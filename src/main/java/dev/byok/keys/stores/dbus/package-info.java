/** The part of the D-Bus wire format that reading a secret needs, over the JDK's own sockets. */
@NullMarked
package dev.byok.keys.stores.dbus;

import org.jspecify.annotations.NullMarked;
