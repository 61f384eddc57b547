package dev.byok.keys;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the Kilo Gateway: a token with its own end, perhaps behind the address it is for.
 *
 * @param host the base URL in front of the token, or null
 */
public record KiloKey(@Nullable String host, Secret token) {
  private static final String PROVIDER = "kilo";
  private static final Pattern WITH_HOST =
      Pattern.compile("(https?://[^:]+(?::[0-9]+)?(?:/[^:]*)?):(.+)");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Takes {@code https://host[:port][/path]:token} apart; any other key is a token. */
  public static KiloKey of(Secret secret) {
    Matcher parts = WITH_HOST.matcher(secret.open());
    return parts.matches()
        ? new KiloKey(KiloHost.base(parts.group(1)), Secret.of(parts.group(2)))
        : new KiloKey(null, secret);
  }

  /** The organisation's id, which the gateway wants as a UUID. */
  public static String organization(String id) {
    if (!UUID.matcher(id).matches()) {
      throw Failure.of(Kind.USAGE, "the Kilo organization is no UUID")
          .provider(PROVIDER)
          .hint("copy its id from the organization's page: 8-4-4-4-12 hexadecimal digits");
    }
    return id;
  }

  /** Refuses a key of Kilo's whose own end is past; other keys are not looked at. */
  public static Secret unexpired(KeyName name, Secret secret) {
    if (name.provider().equals(PROVIDER)) {
      requireUnexpired(name, secret, Instant.now());
    }
    return secret;
  }

  /**
   * Refuses a token whose own end is past, without asking anybody.
   *
   * @throws Failure of kind {@code KEY_REJECTED}
   */
  public static void requireUnexpired(KeyName name, Secret token, Instant now) {
    Instant end = end(token.open());
    if (end != null && end.isBefore(now)) {
      throw Failure.of(
              Kind.KEY_REJECTED,
              "the key \"" + name + "\" expired on " + end.atOffset(ZoneOffset.UTC).toLocalDate())
          .provider(PROVIDER)
          .detail("it was not sent")
          .hint(
              "get a new one at https://app.kilo.ai; byok keys add " + name + " --force stores it");
    }
  }

  /** The claim {@code exp} of a JSON Web Token; null for whatever is none. */
  private static @Nullable Instant end(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      JsonObject claims = Json.parseObject(new String(payload, StandardCharsets.UTF_8));
      Long seconds = claims.count("exp");
      return seconds == null ? null : Instant.ofEpochSecond(seconds);
    } catch (IllegalArgumentException | JsonSyntaxException | DateTimeException noToken) {
      // Only the gateway knows what else is a key.
      return null;
    }
  }
}
