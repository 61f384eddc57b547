package dev.byok.keyring;

import dev.byok.config.Paths;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.keys.stores.CommandKey;
import dev.byok.keys.stores.EncryptedFile;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.Keychain;
import dev.byok.keys.stores.PassphraseBytes;
import dev.byok.secrets.Secret;
import dev.byok.term.Messages;
import dev.byok.term.prompts.HiddenPrompt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The places where this process stores secrets, according to its environment. */
public final class Places implements KeyPlaces {
  /** A name that no provider and no key has. */
  private static final KeyName PROBE = new KeyName("byok-doctor", null);

  private static final long LONGEST_LIMIT = 3600;

  private final Map<String, String> env;
  private final Paths paths;
  private final BooleanSupplier mayPrompt;
  private final boolean dumb;
  private final ChildEnvironment children;
  private final Messages messages;
  private @Nullable EncryptedFile encryptedFile;
  private @Nullable PassphraseBytes passphraseOfFile;

  /**
   * How the person at the terminal can be asked.
   *
   * @param mayPrompt whether byok may ask anything
   * @param dumb whether the terminal understands no escape sequence
   */
  public record Asked(BooleanSupplier mayPrompt, boolean dumb) {}

  /**
   * @param asked how the person at the terminal can be asked
   * @param children what helpers inherit; remembers every key that is fetched
   */
  public Places(
      Map<String, String> env,
      Paths paths,
      Asked asked,
      ChildEnvironment children,
      Messages messages) {
    this.env = env;
    this.paths = paths;
    this.mayPrompt = asked.mayPrompt();
    this.dumb = asked.dumb();
    this.children = children;
    this.messages = messages;
  }

  @Override
  public KeyStore keychain() {
    return new HeldKeys(keychain(mayPrompt.getAsBoolean()), children);
  }

  private Keychain keychain(boolean mayShowDialog) {
    return new Keychain(env, System.getProperty("os.name"), limit(), mayShowDialog);
  }

  @Override
  public synchronized KeyStore encryptedFile() {
    if (encryptedFile == null) {
      encryptedFile = new EncryptedFile(paths.encryptedKeys(), this::passphrase);
    }
    return new HeldKeys(encryptedFile, children);
  }

  @Override
  public void usedAsKey(String variable) {
    children.holdVariable(variable);
  }

  @Override
  public Secret hold(Secret key) {
    return children.hold(key);
  }

  @Override
  public Secret command(KeyName name, String commandLine) {
    HelperWords errors = new HelperWords(messages::printBeside, children::keys);
    boolean json = KeyForm.of(name.provider()).allowsJson();
    // The helper may ask on the terminal itself.
    try (var _ = messages.asking()) {
      Secret key = new CommandKey(children, CommandKey.LIMIT, errors).run(commandLine, json);
      return children.hold(withoutToken(key));
    }
  }

  private Secret withoutToken(Secret key) {
    try {
      return GatewayToken.refuse(key, env);
    } catch (Failure token) {
      throw token.detail("the key's command printed it");
    }
  }

  @Override
  public String describeKeychain() {
    try {
      return keychain(false).describe(PROBE);
    } catch (Failure failed) {
      throw anyKey(failed);
    }
  }

  /** Returns the failure with a hint for keys in general instead of {@link #PROBE}. */
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
      if (seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(LONGEST_LIMIT)) <= 0) {
        return Duration.ofMillis(Math.max(1, seconds.movePointRight(3).longValue()));
      }
    } catch (NumberFormatException noNumber) {
      throw noLimit(text).causedBy(noNumber);
    }
    throw noLimit(text);
  }

  private static Failure noLimit(String text) {
    return Failure.of(
            Kind.USAGE,
            "BYOK_KEYCHAIN_TIMEOUT is " + UserWord.quoted(text) + ", which is not a time")
        .hint("set it to a number of seconds, at most 3600, such as 10");
  }

  private PassphraseBytes passphrase(boolean creating) {
    String file = env.getOrDefault("BYOK_PASSPHRASE_FILE", "");
    if (!file.isEmpty()) {
      return once(file);
    }
    HiddenPrompt prompt = new HiddenPrompt(dumb);
    if (!mayPrompt.getAsBoolean() || !prompt.isPossible()) {
      throw Failure.of(
              Kind.KEYCHAIN, "the key file needs a passphrase, but there is no terminal to ask on")
          .hint("put it into a file of your own, and set BYOK_PASSPHRASE_FILE to its path");
    }
    try (var _ = messages.asking()) {
      Secret typed = prompt.ask("Passphrase of the key file (not shown): ");
      if (creating && !typed.equals(prompt.ask("Repeat the passphrase: "))) {
        throw Failure.of(Kind.KEYCHAIN, "the two passphrases differ")
            .hint("nothing was stored; try again");
      }
      return notEmpty(PassphraseBytes.typed(typed));
    }
  }

  /** Reads the file once. It may be a pipe, which is empty the second time. */
  private synchronized PassphraseBytes once(String file) {
    PassphraseBytes known = passphraseOfFile;
    if (known == null) {
      known = notEmpty(PassphraseFile.read(file));
      passphraseOfFile = known;
    }
    return known;
  }

  private static PassphraseBytes notEmpty(PassphraseBytes passphrase) {
    if (passphrase.isEmpty()) {
      throw Failure.of(Kind.KEYCHAIN, "the passphrase is empty")
          .hint("a key file without a passphrase would be clear text");
    }
    return passphrase;
  }
}
