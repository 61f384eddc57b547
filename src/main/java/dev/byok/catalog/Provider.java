package dev.byok.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider as {@code providers.json} describes it.
 *
 * @param baseUrl with its version path; null where the user gives the host
 * @param auth how the key travels
 * @param dialect the wire format's name
 * @param env the conventional environment variables of its key, in order of preference
 * @param keyUrl where a key is to be had; null for servers of one's own
 * @param verify how a key is checked at the least cost
 * @param anonymousModels patterns of models that may be used without any key; empty where a key is
 *     needed
 */
public record Provider(
    String id,
    String name,
    @Nullable String baseUrl,
    Auth auth,
    String dialect,
    List<String> env,
    @Nullable String keyUrl,
    List<String> aliases,
    Verify verify,
    List<String> anonymousModels,
    Quirks quirks) {

  /** How a key travels. */
  public enum Auth {
    /** {@code Authorization: Bearer <key>}. */
    BEARER,
    /** No key at all. */
    NONE
  }

  /**
   * The cheapest request that proves a key.
   *
   * @param path a path below the base URL, or a whole address on another host of the provider; null
   *     for none
   * @param listsModels whether the answer lists every model that the key may use
   * @param optional whether a server without this path is taken on trust
   */
  public record Verify(@Nullable String path, boolean listsModels, boolean optional) {}

  public boolean needsKey() {
    return auth != Auth.NONE;
  }

  /** Whether this model may be asked for without a key. */
  public boolean allowsAnonymous(String model) {
    for (String pattern : anonymousModels) {
      boolean fits =
          pattern.startsWith("*") ? model.endsWith(pattern.substring(1)) : model.equals(pattern);
      if (fits) {
        return true;
      }
    }
    return false;
  }
}
