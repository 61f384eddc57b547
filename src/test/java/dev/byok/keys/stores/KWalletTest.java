package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.BusPeer;
import dev.byok.keys.stores.dbus.WireWriter;
import dev.byok.testing.RealKeyring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Checks KWallet, whose wallet looks empty if it was not opened. */
final class KWalletTest {
  private static final KeyName NAME = KeyName.parse("openai");

  @Test
  void a_wallet_that_was_not_opened_is_not_taken_for_an_empty_one() throws Exception {
    AtomicReference<BusPeer> peer = new AtomicReference<>();
    try (RealKeyring bus = RealKeyring.startBus();
        BusPeer wallet =
            BusPeer.own(bus.socket(), "org.kde.kwalletd5", call -> answer(peer.get(), call))) {
      peer.set(wallet);
      Keychain keychain = new Keychain(bus.env(), "Linux", Duration.ofSeconds(20), true);
      Failure kept = assertThrows(Failure.class, () -> keychain.remove(NAME));
      assertEquals("the keychain shows no key \"openai\", and may be locked", kept.text());
      assertFalse(KeychainFailures.isAbsence(kept));
      Failure unread = assertThrows(Failure.class, () -> keychain.read(NAME));
      assertEquals("the keychain has no key \"openai\"", unread.text());
      assertEquals(List.of("it also answers so while it is locked"), unread.details());
      assertEquals(Optional.empty(), keychain.find(NAME));
      assertTrue(keychain.describe(NAME).startsWith("answers"));
    }
  }

  private static void answer(BusPeer peer, BusPeer.Incoming call) throws Exception {
    switch (call.member()) {
      case "localWallet" -> peer.reply(call, "s", new WireWriter().string("kdewallet"));
      case "open" -> peer.reply(call, "i", new WireWriter().uint32(-1));
      case "hasEntry" -> peer.reply(call, "b", new WireWriter().uint32(0));
      default -> peer.error(call, "org.freedesktop.DBus.Error.UnknownMethod");
    }
  }
}
