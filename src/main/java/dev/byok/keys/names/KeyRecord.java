package dev.byok.keys.names;

import dev.byok.json.JsonObject;
import dev.byok.secrets.Secret;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} knows of a stored key. No secret; the mask shows at most the last four
 * characters.
 *
 * @param storedIn where the secret rests
 * @param host the base URL that the key is sent to; null for the provider's own
 * @param model the key's default model, or null
 * @param added the time it was stored, ISO 8601
 * @param command the helper's command line, for keys that a command yields
 * @param allowHttp whether a private address without TLS was allowed for this key
 * @param settings what its requests need besides it
 * @param fingerprint tells the secret that was stored with this host from any other; null where
 *     none was stored
 */
public record KeyRecord(
    KeyName name,
    StoredIn storedIn,
    String mask,
    @Nullable String host,
    @Nullable String model,
    @Nullable String added,
    @Nullable String command,
    boolean allowHttp,
    KeySettings settings,
    @Nullable String fingerprint) {

  /** The places a key can rest in. */
  public enum StoredIn {
    KEYCHAIN,
    FILE,
    COMMAND,
    ENVIRONMENT,
    /** A server that wants no key: there is no secret. */
    NONE;

    /** The place in words. */
    public String words() {
      return switch (this) {
        case KEYCHAIN -> "the keychain";
        case FILE -> "the encrypted file";
        case COMMAND -> "the configuration, as a command";
        case ENVIRONMENT -> "the environment";
        case NONE -> "the configuration, without a key";
      };
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable StoredIn of(@Nullable String label) {
      for (StoredIn place : List.of(KEYCHAIN, FILE, COMMAND, NONE)) {
        if (place.label().equals(label)) {
          return place;
        }
      }
      return null;
    }
  }

  /** The same, for this secret. */
  public KeyRecord of(Secret secret) {
    return new KeyRecord(
        name,
        storedIn,
        secret.mask(),
        host,
        model,
        added,
        command,
        allowHttp,
        settings,
        Fingerprint.of(secret));
  }

  /** Whether this is the secret that was stored with the record. */
  public boolean isFor(Secret secret) {
    return fingerprint != null && Fingerprint.matches(fingerprint, secret);
  }

  /** The form in {@code config.json}. */
  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    json.put("stored_in", storedIn.label())
        .putIfPresent("mask", mask.isEmpty() ? null : mask)
        .putIfPresent("host", host)
        .putIfPresent("model", model)
        .putIfPresent("added", added)
        .putIfPresent("command", command)
        .putIfPresent("allow_http", allowHttp ? true : null)
        .putIfPresent("fingerprint", fingerprint);
    settings.addTo(json);
    return json.build();
  }

  /** Null when the entry names no known place: the index then says so instead of guessing one. */
  static @Nullable KeyRecord fromJson(KeyName name, JsonObject json) {
    StoredIn place = StoredIn.of(json.text("stored_in"));
    String mask = json.text("mask");
    return place == null
        ? null
        : new KeyRecord(
            name,
            place,
            mask == null ? "" : mask,
            json.text("host"),
            json.text("model"),
            json.text("added"),
            json.text("command"),
            json.is("allow_http"),
            KeySettings.fromJson(json),
            json.text("fingerprint"));
  }
}
