/** As much of the D-Bus wire format as reading a secret takes, over the JDK's own sockets. */
@NullMarked
package dev.byok.keys.stores.dbus;

import org.jspecify.annotations.NullMarked;
