package dev.byok.cli.serve;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.Credential;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be asked while byok still has the terminal: a passphrase, and whether a keychain can be
 * read at all. A dialog of the keychain can come up later; where none can be shown, its key is
 * tried now.
 */
final class BeforeTheStart {
  private BeforeTheStart() {}

  /**
   * Checks the keys that a program will be lent.
   *
   * @throws Failure of kind KEYCHAIN if none of them can be had
   */
  static void check(OpenGateway.Parts parts, List<KeyName> names) {
    KeyResolver keys = parts.setup().keys();
    Failure locked = null;
    int had = 0;
    for (KeyName name : names) {
      Credential credential =
          keys.choose(parts.setup().catalog().get(name.provider()), name, "").credential();
      String variable = credential.source().variable();
      if (variable != null) {
        parts
            .tools()
            .notice(
                "the key "
                    + name
                    + " is in the environment variable "
                    + variable
                    + ", which the program can read from its parent process; byok keys add "
                    + name
                    + " stores it");
      }
      Failure failure = isAskedNow(parts, keys.index().find(name)) ? failure(credential) : null;
      locked = failure == null ? locked : failure;
      had += failure == null ? 1 : 0;
    }
    if (had == 0 && locked != null) {
      throw locked;
    }
  }

  private static boolean isAskedNow(OpenGateway.Parts parts, @Nullable KeyRecord stored) {
    Map<String, String> env = parts.tools().env();
    boolean dialog =
        !env.getOrDefault("DISPLAY", "").isEmpty()
            || !env.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    return stored != null
        && (stored.storedIn() == StoredIn.FILE
            || (stored.storedIn() == StoredIn.KEYCHAIN && !dialog));
  }

  private static @Nullable Failure failure(Credential credential) {
    try {
      credential.secret();
      return null;
    } catch (Failure failed) {
      if (failed.kind() != Kind.KEYCHAIN) {
        throw failed;
      }
      return failed;
    }
  }
}
