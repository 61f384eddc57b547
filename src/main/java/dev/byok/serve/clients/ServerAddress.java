package dev.byok.serve.clients;

import dev.byok.config.JsonFile;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import java.nio.file.Path;

/** Where programs reach the gateway. */
public final class ServerAddress {
  /** The port of {@code byok serve} if none is given. */
  public static final int PORT = 7878;

  private static final int HIGHEST = 65_535;

  private ServerAddress() {}

  /**
   * Returns the URL of the server that runs now; of the usual one if none does.
   *
   * @param served the file in which a running server notes its {@code port} and {@code pid}
   */
  public static String url(Path served) {
    JsonObject noted = noted(served);
    Long port = noted.count("port");
    Long process = noted.count("pid");
    if (port == null || port <= 0 || port > HIGHEST || process == null) {
      return at(PORT);
    }
    return at(ProcessHandle.of(process).isPresent() ? port : PORT);
  }

  private static String at(long port) {
    return "http://127.0.0.1:" + port;
  }

  private static JsonObject noted(Path served) {
    try {
      return new JsonFile(served, false).read();
    } catch (Failure unusable) {
      // Whoever starts a server meets the same failure. The usual address is right for the next.
      return JsonObject.empty();
    }
  }
}
