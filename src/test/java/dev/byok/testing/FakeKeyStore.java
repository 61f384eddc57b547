package dev.byok.testing;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.KeychainFailures;
import dev.byok.secrets.Secret;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps keys in memory, fails on command, and counts how often it was used. */
public final class FakeKeyStore implements KeyStore {
  private final Map<KeyName, Secret> secrets = new TreeMap<>();
  private @Nullable Failure failure;
  private int uses;

  /** Makes every operation fail with this from now on. */
  public FakeKeyStore failWith(Failure next) {
    failure = next;
    return this;
  }

  /** Returns the number of operations, including failed ones. */
  public int uses() {
    return uses;
  }

  @Override
  public Secret read(KeyName name) {
    use();
    return present(name, secrets.get(name));
  }

  @Override
  public void write(KeyName name, Secret secret) {
    use();
    secrets.put(name, secret);
  }

  @Override
  public void remove(KeyName name) {
    use();
    present(name, secrets.remove(name));
  }

  private void use() {
    uses++;
    if (failure != null) {
      throw failure;
    }
  }

  private static Secret present(KeyName name, @Nullable Secret secret) {
    if (secret == null) {
      throw KeychainFailures.absentFrom("the fake keychain", name);
    }
    return secret;
  }
}
