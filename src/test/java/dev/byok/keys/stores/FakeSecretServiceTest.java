package dev.byok.keys.stores;

import dev.byok.keys.stores.dbus.FakeSecretService;
import dev.byok.testing.RealKeyring;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Checks that the fake keeps keys as the real gnome-keyring does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FakeSecretServiceTest extends KeyStoreContract {
  @SuppressWarnings("NullAway.Init")
  private RealKeyring bus;

  @SuppressWarnings("NullAway.Init")
  private FakeSecretService service;

  @BeforeAll
  void start() throws Exception {
    bus = RealKeyring.startBus();
    service = FakeSecretService.start(bus.socket());
  }

  @AfterAll
  void stop() throws Exception {
    service.close();
    bus.close();
  }

  @Override
  KeyStore store() {
    return new Keychain(bus.env(), "Linux", Duration.ofSeconds(20), false);
  }
}
