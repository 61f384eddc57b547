package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Host;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Selects the addresses of a name that an unencrypted request may be sent to. */
final class OpenAddresses {
  private OpenAddresses() {}

  /**
   * Returns the addresses that the host admits, in their order.
   *
   * @throws Failure of kind {@code USAGE} if none is admitted: the key would leave the machine, or
   *     the private network, unencrypted
   */
  static InetAddress[] of(Host host, InetAddress[] resolved) {
    List<InetAddress> admitted = new ArrayList<>(resolved.length);
    for (InetAddress address : resolved) {
      if (host.admits(address)) {
        admitted.add(address);
      }
    }
    if (admitted.isEmpty() && resolved.length > 0) {
      throw refused(host, resolved[0]);
    }
    return admitted.toArray(new InetAddress[0]);
  }

  private static Failure refused(Host host, InetAddress address) {
    boolean loopback = host.kind() == Host.Kind.LOOPBACK;
    String expected = loopback ? "an address of this machine" : "a private address";
    return Failure.of(
            Kind.USAGE,
            "\""
                + host.name()
                + "\" resolves to "
                + address.getHostAddress()
                + ", not to "
                + expected)
        .detail("http would send the key unencrypted; nothing was sent")
        .hint(
            loopback
                ? "write http://127.0.0.1 instead, or check the hosts file and the name server"
                : "use https, or check the hosts file and the name server")
        .unsent(true);
  }
}
