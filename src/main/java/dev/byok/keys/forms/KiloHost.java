package dev.byok.keys.forms;

import dev.byok.http.Endpoint;

/**
 * Kilo's own tools take an address without a path to mean the service, whose gateway is below it.
 */
final class KiloHost {
  private static final String GATEWAY = "/api/gateway";

  private KiloHost() {}

  /** The base URL for requests; an address that has a path is taken as it is. */
  public static String base(String address) {
    return Endpoint.withPath(address, GATEWAY);
  }
}
