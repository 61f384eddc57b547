package dev.byok.keys.names;

import dev.byok.json.JsonObject;
import dev.byok.secrets.Secret;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} says about a stored key. It contains no secret; the mask shows at most
 * the last four characters.
 *
 * @param storedIn where the secret is stored
 * @param host the base URL that the key is sent to; null for the provider's own
 * @param model the key's default model, or null
 * @param added when the key was stored, in ISO 8601
 * @param command the command line of the helper that prints the key, or null
 * @param profile the AWS profile that has the credentials, or null
 * @param allowHttp whether a private address without TLS was allowed for this key
 * @param settings what requests need besides the key
 * @param fingerprint identifies the secret that was stored with this host; null if none was stored
 */
public record KeyRecord(
    KeyName name,
    StoredIn storedIn,
    String mask,
    @Nullable String host,
    @Nullable String model,
    @Nullable String added,
    @Nullable String command,
    @Nullable String profile,
    boolean allowHttp,
    KeySettings settings,
    @Nullable String fingerprint) {

  /** The places where a key can be stored. */
  public enum StoredIn {
    KEYCHAIN,
    FILE,
    COMMAND,
    ENVIRONMENT,
    /** A profile of AWS's tools has the credentials; byok keeps its name. */
    AWS_PROFILE,
    /** AWS gives the credentials to the program: in CI, in a container, on an instance. */
    AWS_ENVIRONMENT,
    /** The server needs no key, so there is no secret. */
    NONE;

    /** Returns a phrase for messages. */
    public String words() {
      return switch (this) {
        case KEYCHAIN -> "the keychain";
        case FILE -> "the encrypted file";
        case COMMAND -> "the configuration, as a command";
        case ENVIRONMENT -> "the environment";
        case AWS_PROFILE -> "the configuration, as the name of an AWS profile";
        case AWS_ENVIRONMENT -> "the configuration, without a key: AWS gives it to this machine";
        case NONE -> "the configuration, without a key";
      };
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable StoredIn of(@Nullable String label) {
      for (StoredIn place : List.of(KEYCHAIN, FILE, COMMAND, AWS_PROFILE, AWS_ENVIRONMENT, NONE)) {
        if (place.label().equals(label)) {
          return place;
        }
      }
      return null;
    }
  }

  /** Returns a copy with this secret's mask and fingerprint. */
  public KeyRecord of(Secret secret) {
    return new KeyRecord(
        name,
        storedIn,
        secret.mask(),
        host,
        model,
        added,
        command,
        profile,
        allowHttp,
        settings,
        Fingerprint.of(secret));
  }

  /** Whether this is the secret that was stored with the record. */
  public boolean isFor(Secret secret) {
    return fingerprint != null && Fingerprint.matches(fingerprint, secret);
  }

  /** Returns the entry for {@code config.json}. */
  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    json.put("stored_in", storedIn.label())
        .putIfPresent("mask", mask.isEmpty() ? null : mask)
        .putIfPresent("host", host)
        .putIfPresent("model", model)
        .putIfPresent("added", added)
        .putIfPresent("command", command)
        .putIfPresent("profile", profile)
        .putIfPresent("allow_http", allowHttp ? true : null)
        .putIfPresent("fingerprint", fingerprint);
    settings.addTo(json);
    return json.build();
  }

  /** Reads an entry; returns null if it names no known place. The index then reports that. */
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
            json.text("profile"),
            json.is("allow_http"),
            KeySettings.fromJson(json),
            json.text("fingerprint"));
  }
}
