package dev.byok.config;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where byok's files are: under {@code BYOK_HOME} if it is set, otherwise by the XDG rules (on
 * Windows: {@code APPDATA} and {@code LOCALAPPDATA}). The working directory is never searched.
 *
 * @param config the folder of {@code config.json}
 * @param data the folder of the ledger, the sessions and the encrypted key file
 * @param cache the folder of lists that can be fetched again
 * @param isChosen whether the user named the place, so no other one may be used
 */
public record Paths(Path config, Path data, Path cache, boolean isChosen) {

  /** Finds the folders from the environment; fails if it names no home. */
  public static Paths of(Map<String, String> env, String osName) {
    String home = env.get("BYOK_HOME");
    if (home != null && !home.isEmpty()) {
      Path folder = absolute("BYOK_HOME", home);
      return new Paths(folder, folder, folder.resolve("cache"), true);
    }
    if (osName.toLowerCase(Locale.ROOT).startsWith("windows")) {
      Path roaming = absolute("APPDATA", needed(env, "APPDATA")).resolve("byok");
      Path local = absolute("LOCALAPPDATA", needed(env, "LOCALAPPDATA")).resolve("byok");
      return new Paths(roaming, local, local.resolve("cache"), false);
    }
    return new Paths(
        xdg(env, "XDG_CONFIG_HOME", ".config"),
        xdg(env, "XDG_DATA_HOME", ".local/share"),
        xdg(env, "XDG_CACHE_HOME", ".cache"),
        isFullPath(env.get("XDG_CONFIG_HOME")) || isFullPath(env.get("XDG_DATA_HOME")));
  }

  public Path configFile() {
    return config.resolve("config.json");
  }

  /** Returns the file of the programs that may use the gateway. */
  public Path clientsFile() {
    return config.resolve("clients.json");
  }

  /** Returns the file in which a running gateway notes its port. */
  public Path servedFile() {
    return data.resolve("serve.json");
  }

  public Path ledgerFile() {
    return data.resolve("usage.json");
  }

  /** Returns the folder of saved sessions. */
  public Path sessions() {
    return data.resolve("sessions");
  }

  /** Returns the file of what was typed in chats. */
  public Path chatHistory() {
    return data.resolve("chat-history");
  }

  public Path encryptedKeys() {
    return data.resolve("keys.enc");
  }

  /** The XDG rules say to ignore a relative value. */
  private static Path xdg(Map<String, String> env, String variable, String below) {
    String value = env.get(variable);
    if (value != null && isFullPath(value)) {
      return absolute(variable, value).resolve("byok");
    }
    return absolute("HOME", needed(env, "HOME")).resolve(below).resolve("byok");
  }

  private static boolean isFullPath(@Nullable String value) {
    return value != null && value.startsWith("/");
  }

  private static String needed(Map<String, String> env, String variable) {
    String value = env.get(variable);
    if (value == null || value.isEmpty()) {
      throw Failure.of(Kind.FILE, variable + " is not set, so byok has no place for its files")
          .hint("set " + variable + ", or BYOK_HOME to a folder of your own");
    }
    return value;
  }

  private static Path absolute(String variable, String value) {
    Path path;
    try {
      path = Path.of(value);
    } catch (InvalidPathException noPath) {
      throw notUsable(variable, value, noPath);
    }
    if (!path.isAbsolute()) {
      throw notUsable(variable, value, null);
    }
    return path.normalize();
  }

  private static Failure notUsable(String variable, String value, @Nullable Throwable cause) {
    Failure failure =
        Failure.of(
                Kind.FILE,
                variable + " is " + UserWord.quoted(value) + ", which is not an absolute path")
            .hint("set it to a folder's full path");
    return cause == null ? failure : failure.causedBy(cause);
  }
}
