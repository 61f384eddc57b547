package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Services;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** What a secret says besides itself: an address in front of it, the region it belongs to. */
record KeyParts(Secret secret, @Nullable String host, KeySettings settings) {
  /** Takes the secret apart and refuses one that cannot be used, before anybody is asked. */
  static KeyParts of(
      Services services,
      Provider provider,
      KeyName name,
      Secret secret,
      @Nullable String host,
      KeySettings settings) {
    return switch (provider.id()) {
      case "bedrock" -> ofAws(services, name, secret, host, settings);
      case "kilo" -> ofKilo(services, name, secret, host, settings);
      default -> new KeyParts(secret, host, settings);
    };
  }

  private static KeyParts ofAws(
      Services services, KeyName name, Secret secret, @Nullable String host, KeySettings settings) {
    AwsKeyForm form = AwsKeyForm.of(secret);
    AwsKeyForm.requireUnexpired(form.expires(), services.clock().instant());
    return new KeyParts(secret, host, settings.withRegion(form.region(settings.region(), name)));
  }

  private static KeyParts ofKilo(
      Services services, KeyName name, Secret secret, @Nullable String host, KeySettings settings) {
    KiloKey key = KiloKey.of(secret);
    if (key.host() != null && host != null) {
      throw Failure.of(Kind.USAGE, "the key names a host itself, and another one is given")
          .provider("kilo")
          .hint("leave --host, BYOK_KILO_HOST and KILO_API_URL away");
    }
    KiloKey.requireUnexpired(name, key.token(), services.clock().instant());
    return new KeyParts(key.token(), key.host() == null ? host : key.host(), settings);
  }
}
