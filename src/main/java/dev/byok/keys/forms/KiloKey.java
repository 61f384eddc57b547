package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key for the Kilo Gateway: a token that may expire, and the address before it, if there is one.
 *
 * @param host the base URL before the token, or null
 */
public record KiloKey(@Nullable String host, Secret token) {
  private static final String PROVIDER = "kilo";
  private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  /** A token whose expiry has more digits of seconds than this counts as one that never expires. */
  private static final int MOST_DIGITS = 12;

  /**
   * Splits {@code https://host[:port][/path]:token}; any other key is a token alone.
   *
   * @throws Failure of kind {@code USAGE} for a malformed address
   */
  public static KiloKey of(Secret secret) {
    String text = secret.open();
    if (!KiloAddress.isIn(text)) {
      return new KiloKey(null, secret);
    }
    int end = KiloAddress.end(text);
    return new KiloKey(
        KiloHost.base(KiloAddress.of(text, end)), Secret.of(text.substring(end + 1)));
  }

  /** Splits a Kilo key; other providers' keys are returned as they are. */
  public static KiloKey of(KeyName name, Secret secret) {
    return name.provider().equals(PROVIDER) ? of(secret) : new KiloKey(null, secret);
  }

  /** Checks that an organization's id is a UUID, as Kilo requires, and returns it. */
  public static String organization(String id) {
    if (!id.matches(UUID)) {
      throw Failure.of(Kind.USAGE, "the Kilo organization is not a UUID")
          .provider(PROVIDER)
          .hint("copy its id from the organization's page: 8-4-4-4-12 hexadecimal digits");
    }
    return id;
  }

  /**
   * Returns the secret, but refuses a Kilo key that has expired, or that has an address before it,
   * which may name another host. Other providers' keys are not checked.
   */
  public static Secret sendable(KeyName name, Secret secret) {
    if (!name.provider().equals(PROVIDER)) {
      return secret;
    }
    if (KiloAddress.isIn(secret.open())) {
      throw Failure.of(Kind.KEYCHAIN, "the key \"" + name + "\" has an address before it")
          .provider(PROVIDER)
          .detail("it was not sent: the address may not be the host that the key is bound to")
          .hint("store the token alone, and give the address with --host");
    }
    requireUnexpired(name, secret, Instant.now());
    return secret;
  }

  /**
   * Refuses a token that has expired by its own claim, without sending a request.
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

  /** Returns the claim {@code exp} of a JSON Web Token, or null if the token has none. */
  private static @Nullable Instant end(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      JsonObject claims = Json.parseObject(new String(payload, StandardCharsets.UTF_8));
      return instant(claims.decimal("exp"));
    } catch (IllegalArgumentException | JsonSyntaxException | DateTimeException noToken) {
      // Not a JSON Web Token: only Kilo knows whether it is valid.
      return null;
    }
  }

  /** Digits are counted first, since a large exponent would cost memory. Fractions are cut off. */
  private static @Nullable Instant instant(@Nullable BigDecimal seconds) {
    if (seconds == null) {
      return null;
    }
    long digits = (long) seconds.precision() - seconds.scale();
    if (seconds.signum() <= 0 || digits <= 0) {
      return Instant.EPOCH;
    }
    return digits > MOST_DIGITS
        ? null
        : Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.DOWN).longValueExact());
  }
}
