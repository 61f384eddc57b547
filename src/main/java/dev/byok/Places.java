package dev.byok;

import dev.byok.config.Paths;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.keys.CommandKey;
import dev.byok.keys.EncryptedFile;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.KeyStore;
import dev.byok.keys.Keychain;
import dev.byok.keys.KeychainFailures;
import dev.byok.secrets.Secret;
import dev.byok.term.HiddenPrompt;
import dev.byok.term.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The places of secrets as this process's environment has them. */
final class Places implements KeyPlaces {
  /** No provider is called so; whatever the keychain says of it, it has answered. */
  private static final KeyName PROBE = new KeyName("byok-doctor", null);

  private static final int LONGEST_PASSPHRASE = 64 * 1024;
  private static final BigDecimal LONGEST_LIMIT = BigDecimal.valueOf(3600);

  private final Map<String, String> env;
  private final Paths paths;
  private final BooleanSupplier mayPrompt;
  private final Set<String> keyVariables;
  private final Messages messages;
  private @Nullable EncryptedFile encryptedFile;
  private @Nullable Secret passphraseOfFile;

  /**
   * @param mayPrompt whether anybody may be asked anything
   * @param keyVariables variables that may hold keys, which helpers do not inherit
   */
  Places(
      Map<String, String> env,
      Paths paths,
      BooleanSupplier mayPrompt,
      Set<String> keyVariables,
      Messages messages) {
    this.env = env;
    this.paths = paths;
    this.mayPrompt = mayPrompt;
    this.keyVariables = keyVariables;
    this.messages = messages;
  }

  @Override
  public KeyStore keychain() {
    return new Keychain(env, System.getProperty("os.name"), limit(), mayPrompt.getAsBoolean());
  }

  @Override
  public synchronized KeyStore encryptedFile() {
    if (encryptedFile == null) {
      encryptedFile = new EncryptedFile(paths.encryptedKeys(), this::passphrase);
    }
    return encryptedFile;
  }

  @Override
  public Secret command(String commandLine) {
    return new CommandKey(env, keyVariables, CommandKey.LIMIT, messages.stream()).run(commandLine);
  }

  @Override
  public String describeKeychain() {
    if ("file".equals(env.get("BYOK_KEYSTORE"))) {
      return "not asked: BYOK_KEYSTORE=file keeps new keys in "
          + UserWord.quoted(paths.encryptedKeys());
    }
    try {
      keychain().read(PROBE);
    } catch (Failure failed) {
      if (!KeychainFailures.isAbsence(failed)) {
        throw anyKey(failed);
      }
    }
    return "answers, unlocked";
  }

  /** The same failure, with a hint for keys in general instead of the one that was asked for. */
  private static Failure anyKey(Failure failed) {
    String hint = failed.hint();
    return hint == null
        ? failed
        : failed.hint(
            hint.replace(EnvironmentKeys.ownVariable(PROBE), "BYOK_PROVIDER_API_KEY")
                .replace(PROBE.toString(), "PROVIDER"));
  }

  private Duration limit() {
    String text = env.getOrDefault("BYOK_KEYCHAIN_TIMEOUT", "").strip();
    if (text.isEmpty()) {
      return Keychain.DEFAULT_LIMIT;
    }
    try {
      BigDecimal seconds =
          new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
      if (seconds.signum() > 0 && seconds.compareTo(LONGEST_LIMIT) <= 0) {
        return Duration.ofMillis(Math.max(1, seconds.movePointRight(3).longValue()));
      }
    } catch (NumberFormatException noNumber) {
      throw noLimit(text).causedBy(noNumber);
    }
    throw noLimit(text);
  }

  private static Failure noLimit(String text) {
    return Failure.of(
            Kind.USAGE, "BYOK_KEYCHAIN_TIMEOUT is " + UserWord.quoted(text) + ", which is no time")
        .hint("set it to a number of seconds, at most 3600, such as 10");
  }

  private Secret passphrase(boolean creating) {
    String file = env.getOrDefault("BYOK_PASSPHRASE_FILE", "");
    if (!file.isEmpty()) {
      return once(file);
    }
    HiddenPrompt prompt = new HiddenPrompt();
    if (!mayPrompt.getAsBoolean() || !prompt.isPossible()) {
      throw Failure.of(Kind.KEYCHAIN, "the key file wants a passphrase, and nobody can be asked")
          .hint("put it into a file of your own and name that in BYOK_PASSPHRASE_FILE");
    }
    Secret typed = prompt.ask("Passphrase of the key file (not shown): ");
    if (creating && !typed.equals(prompt.ask("The same again: "))) {
      throw Failure.of(Kind.KEYCHAIN, "the two passphrases differ")
          .hint("nothing was stored; try again");
    }
    return notEmpty(typed);
  }

  /** Read once: the file may be a pipe, which is empty the second time. */
  private synchronized Secret once(String file) {
    Secret known = passphraseOfFile;
    if (known == null) {
      known = fromFile(file);
      passphraseOfFile = known;
    }
    return known;
  }

  private static Secret fromFile(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      String text = new String(in.readNBytes(LONGEST_PASSPHRASE), StandardCharsets.UTF_8);
      int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
      return notEmpty(Secret.of(text.substring(0, text.length() - end)));
    } catch (IOException unreadable) {
      throw Failure.of(
              Kind.FILE,
              "the passphrase file "
                  + UserWord.quoted(file)
                  + " cannot be read: "
                  + Causes.of(unreadable))
          .hint("BYOK_PASSPHRASE_FILE must name a file that you can read")
          .causedBy(unreadable);
    }
  }

  private static Secret notEmpty(Secret passphrase) {
    if (passphrase.isEmpty()) {
      throw Failure.of(Kind.KEYCHAIN, "the passphrase is empty")
          .hint("a key file without a passphrase would be clear text");
    }
    return passphrase;
  }
}
