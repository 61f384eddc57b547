package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every way in which a keychain can fail, each with its own first line. */
public final class KeychainFailures {
  private KeychainFailures() {}

  /**
   * Whether the failure says for certain that the store has no key of that name: it answered, it is
   * unlocked, and it cannot hide anything.
   */
  public static boolean isAbsence(Failure failure) {
    return failure.getCause() instanceof AbsentKeyException;
  }

  static Failure missing(KeyName name, String reason) {
    return keychain("no keychain was found on this machine").detail(reason).hint(waysOn(name));
  }

  static Failure noCollection(KeyName name) {
    return keychain("the keychain has no default collection to store keys in")
        .hint("make one in \"Passwords and Keys\" (Seahorse), or " + waysOn(name));
  }

  static Failure inMemory(KeyName name) {
    return keychain("the keychain's default collection \"session\" forgets keys at logout")
        .hint("set another default in \"Passwords and Keys\" (Seahorse), or " + waysOn(name));
  }

  public static Failure locked(KeyName name) {
    return keychain("the keychain is locked")
        .hint("log in to the desktop or unlock it there, or " + waysOn(name));
  }

  static Failure lockedElsewhere(KeyName name) {
    return keychain("the keychain is locked")
        .detail("the key \"" + name + "\" may be in one of its other collections, which is locked")
        .hint("unlock that collection or remove it, or " + waysOn(name));
  }

  static Failure denied(KeyName name) {
    return keychain("the keychain denied access to the key \"" + name + "\"")
        .hint("run the command again and allow it in the dialog");
  }

  public static Failure absent(KeyName name) {
    return absent(name, null);
  }

  public static Failure absent(KeyName name, @Nullable Throwable cause) {
    return absentFrom("the keychain", name, cause);
  }

  /** The key is absent, and the keychain forgets all keys at logout. */
  static Failure forgotten(KeyName name) {
    return absent(name).detail("its default collection \"session\" forgets keys at logout");
  }

  /** Returns a failure that {@link #isAbsence} recognizes; {@code place} names the store. */
  public static Failure absentFrom(String place, KeyName name) {
    return absentFrom(place, name, null);
  }

  private static Failure absentFrom(String place, KeyName name, @Nullable Throwable cause) {
    return keychain(place + " has no key \"" + name + "\"")
        .hint("byok keys add " + name + " stores it")
        .causedBy(new AbsentKeyException(cause));
  }

  static Failure several(KeyName name, int count) {
    return keychain("the keychain holds " + count + " items for the key \"" + name + "\"")
        .hint(
            "secret-tool clear service "
                + Keychain.SERVICE
                + " account "
                + name
                + " removes them all; then byok keys add "
                + name);
  }

  static Failure late(Duration limit, boolean dialogOpen) {
    Failure late = keychain("the keychain did not answer within " + seconds(limit));
    return dialogOpen
        ? late.detail("a dialog asks for its password")
            .hint("unlock the keychain first, or allow more seconds with BYOK_KEYCHAIN_TIMEOUT")
        : late.hint("try again, or allow more seconds with BYOK_KEYCHAIN_TIMEOUT");
  }

  /** The bus gave up waiting for the keychain that it started. */
  static Failure notStarted(KeyName name) {
    return keychain("the keychain did not start in time").hint("try again, or " + waysOn(name));
  }

  static Failure notKept(KeyName name) {
    return keychain("the keychain did not keep the key \"" + name + "\"")
        .detail("the keychain returned another value than byok stored")
        .hint(waysOn(name));
  }

  /** Nothing was found to remove, in a keychain that does not show whether it is locked. */
  static Failure notSeen(KeyName name) {
    return keychain("the keychain shows no key \"" + name + "\", and may be locked")
        .hint("unlock it and run the command again");
  }

  static Failure notRemoved(KeyName name) {
    return keychain("the keychain did not remove the key \"" + name + "\"")
        .hint("remove it in the keychain's own program");
  }

  static Failure tooLong(KeyName name, int longest) {
    return keychain("the key \"" + name + "\" is too long for the Windows Credential Manager")
        .detail("it takes at most " + String.format(Locale.ROOT, "%,d", longest) + " characters")
        .hint(waysOn(name));
  }

  /** The keychain does not work. The reason quotes nothing that it sent, except an error's name. */
  static Failure broken(String reason) {
    return keychain("the keychain does not work as it should")
        .detail(reason)
        .hint("try again; if it happens again, restart the keychain's service");
  }

  private static Failure keychain(String message) {
    return Failure.of(Kind.KEYCHAIN, message);
  }

  private static String waysOn(KeyName name) {
    return "use the environment variable "
        + variable(name)
        + ", byok keys add "
        + name
        + " --from-command, or BYOK_KEYSTORE=file (a file encrypted with a passphrase)";
  }

  private static String variable(KeyName name) {
    String label = name.label();
    String words = label == null ? name.provider() : name.provider() + "__" + label;
    return "BYOK_" + words.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
  }

  private static String seconds(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
