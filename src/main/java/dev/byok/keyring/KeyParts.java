package dev.byok.keyring;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parts of a new key. Its text may contain a host or a region besides the secret. */
record KeyParts(Secret secret, @Nullable String host, KeySettings settings) {
  /** Splits the secret and refuses one that cannot be used, before any request is sent. */
  static KeyParts of(NewKey key, Secret secret, Instant now) {
    return switch (KeyForm.of(key.provider().id())) {
      case AWS -> ofAws(key, secret, now);
      case KILO -> ofKilo(key, secret, now);
      case PLAIN, AZURE -> new KeyParts(secret, key.host(), key.settings());
    };
  }

  private static KeyParts ofAws(NewKey key, Secret secret, Instant now) {
    AwsKeyForm form = AwsKeyForm.of(secret);
    AwsKeyForm.requireUnexpired(form.expires(), now, AwsKeyForm.EXPORT);
    String region = form.region(key.settings().region(), key.name());
    return new KeyParts(secret, key.host(), key.settings().withRegion(region));
  }

  private static KeyParts ofKilo(NewKey key, Secret secret, Instant now) {
    KiloKey read = KiloKey.of(secret);
    if (read.host() != null && key.host() != null) {
      throw Failure.of(Kind.USAGE, "the key contains a host, and another host is given")
          .provider(key.provider().id())
          .hint("omit --host, BYOK_KILO_HOST and " + KeyForm.KILO.hostVariable());
    }
    KiloKey.requireUnexpired(key.name(), read.token(), now);
    return new KeyParts(
        read.token(), read.host() == null ? key.host() : read.host(), key.settings());
  }
}
