package dev.byok.keys.forms;

import dev.byok.http.Endpoint;

/**
 * Completes Kilo addresses. As in Kilo's own tools, one without a path names the service; the
 * gateway is below it.
 */
final class KiloHost {
  private static final String GATEWAY = "/api/gateway";

  private KiloHost() {}

  /** Returns the base URL for requests. An address with a path stays as it is. */
  public static String base(String address) {
    return Endpoint.withPath(address, GATEWAY);
  }
}
