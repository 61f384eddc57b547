package dev.byok.keys.stores.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The addresses at which the session bus may listen.
 *
 * @param sockets the paths of Unix domain sockets, in the order to try them
 * @param others whether there are also addresses that the JDK has no socket for, such as abstract
 *     ones
 */
public record BusAddresses(List<String> sockets, boolean others) {

  /**
   * Reads {@code DBUS_SESSION_BUS_ADDRESS}; without it, uses the place that systemd gives the bus.
   * An address that cannot be read or has a malformed escape is not tried, as in libdbus.
   */
  public static BusAddresses of(Map<String, String> env) {
    List<String> sockets = new ArrayList<>();
    String runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
    String addresses = env.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
    if (addresses.isEmpty()) {
      if (!runtime.isEmpty()) {
        sockets.add(runtime.concat("/bus"));
      }
      return new BusAddresses(sockets, false);
    }
    boolean others = false;
    int start = 0;
    while (start <= addresses.length()) {
      int stop = indexOrEnd(addresses, ';', start);
      if (stop > start) {
        String socket = socket(addresses.substring(start, stop), runtime);
        if (socket.isEmpty()) {
          others = true;
        } else {
          sockets.add(socket);
        }
      }
      start = stop + 1;
    }
    return new BusAddresses(sockets, others);
  }

  /** Returns the path in one address, or an empty string. */
  private static String socket(String address, String runtime) {
    if (!address.startsWith("unix:")) {
      return "";
    }
    int start = "unix:".length();
    while (start < address.length()) {
      int stop = indexOrEnd(address, ',', start);
      String pair = address.substring(start, stop);
      if (pair.startsWith("path=")) {
        return unescape(pair.substring("path=".length()));
      }
      if (pair.equals("runtime=yes") && !runtime.isEmpty()) {
        return runtime.concat("/bus");
      }
      start = stop + 1;
    }
    return "";
  }

  private static String unescape(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '%') {
        bytes.write(utf8[i]);
        continue;
      }
      int high = i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
      int low = i + 2 < utf8.length ? Character.digit(utf8[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return "";
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int indexOrEnd(String text, char wanted, int from) {
    int index = text.indexOf(wanted, from);
    return index < 0 ? text.length() : index;
  }
}
