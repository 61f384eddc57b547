package dev.byok.keys;

/**
 * Kilo's own tools take an address without a path to mean the service, whose gateway is below it.
 */
final class KiloHost {
  private static final String GATEWAY = "/api/gateway";

  private KiloHost() {}

  /** The base URL for requests; an address that has a path is taken as it is. */
  static String base(String address) {
    int authority = address.indexOf("://");
    int path = authority < 0 ? -1 : address.indexOf('/', authority + 3);
    if (path < 0) {
      return address + GATEWAY;
    }
    return path == address.length() - 1 ? address.substring(0, path) + GATEWAY : address;
  }
}
