package dev.byok.serve;

import dev.byok.serve.listen.Incoming;
import java.util.Map;

/**
 * What is the same for all requests of a gateway.
 *
 * @param base its URL, without a slash at the end
 * @param version byok's version
 * @param command as the ledger names it, {@code exec} or {@code serve}
 * @param tags of the ledger's entries
 * @param log learns of each request
 */
public record Site(
    String base, String version, String command, Map<String, String> tags, RequestLog log) {

  /** Returns the path for a log: a query may hold a credential. */
  String path(Incoming request) {
    return request.target().split("\\?", 2)[0];
  }
}
