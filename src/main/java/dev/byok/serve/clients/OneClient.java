package dev.byok.serve.clients;

import dev.byok.keys.forms.GatewayToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The only client of a gateway that was opened for one program. */
public record OneClient(Client client) {
  /** Returns the client if this is its token, compared in constant time; otherwise null. */
  public @Nullable Client byToken(String token) {
    // Before all else: what others send may be of any size.
    boolean same =
        ClientToken.isWellFormed(token)
            && MessageDigest.isEqual(
                GatewayToken.sha256(token).getBytes(StandardCharsets.US_ASCII),
                client.tokenSha256().getBytes(StandardCharsets.US_ASCII));
    return same ? client : null;
  }
}
