package dev.byok.keys;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.KeyStore;
import dev.byok.secrets.Secret;
import dev.byok.testing.FakeKeyStore;

/** Key places in memory. A command yields its own text as the key. */
public final class FakePlaces implements KeyPlaces {
  /** Fails a test that asks for credentials of AWS. */
  public static final AwsSource NO_AWS =
      (key, profile, region, places) -> {
        throw new AssertionError("nothing of AWS is stored");
      };

  public final FakeKeyStore keychain = new FakeKeyStore();
  public final FakeKeyStore file = new FakeKeyStore();

  @Override
  public KeyStore keychain() {
    return keychain;
  }

  @Override
  public KeyStore encryptedFile() {
    return file;
  }

  @Override
  public String describeKeychain() {
    return "in memory";
  }

  @Override
  public Secret command(KeyName name, String commandLine) {
    return Secret.of(commandLine);
  }
}
