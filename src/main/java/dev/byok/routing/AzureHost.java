package dev.byok.routing;

/** Azure's resources are known by their host; where their interface stands below it is known. */
final class AzureHost {
  private AzureHost() {}

  /**
   * The base URL; an address with a path is taken as it is.
   *
   * @param deployments whether the older form with an API version is wanted
   */
  static String base(String address, boolean deployments) {
    int authority = address.indexOf("://");
    int path = authority < 0 ? -1 : address.indexOf('/', authority + 3);
    if (path >= 0 && path < address.length() - 1) {
      return address;
    }
    String host = path < 0 ? address : address.substring(0, path);
    return host + (deployments ? "/openai" : "/openai/v1");
  }
}
