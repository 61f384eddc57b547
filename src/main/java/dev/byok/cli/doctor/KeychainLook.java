package dev.byok.cli.doctor;

import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyRecord.StoredIn;

/**
 * Checks the keychain. A keychain that cannot be used is a failure only if a stored key is in it;
 * otherwise it is a note with the next step.
 */
record KeychainLook(Tools tools, Setup setup, Storage storage) {
  Finding look() {
    boolean needed = isNeeded();
    if (!needed && "file".equals(tools.env().get("BYOK_KEYSTORE"))) {
      return Finding.of(
          "not asked: BYOK_KEYSTORE=file keeps new keys in "
              + UserWord.quoted(storage.paths().encryptedKeys()));
    }
    try {
      return Finding.of(setup.places().describeKeychain());
    } catch (Failure failed) {
      if (needed) {
        throw failed;
      }
      return new Finding(Rows.words(failed) + " (no stored key needs it)", failed.hint());
    }
  }

  /** Whether any stored key is in the keychain, as far as the configuration can be read. */
  private boolean isNeeded() {
    try {
      Config config = setup.config();
      for (String name : config.keys().fields().keySet()) {
        JsonObject key = config.keys().object(name);
        if (key != null && StoredIn.KEYCHAIN.label().equals(key.text("stored_in"))) {
          return true;
        }
      }
      return false;
    } catch (Failure unreadable) {
      // The configuration's row reports it.
      return false;
    }
  }
}
