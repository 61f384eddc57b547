package dev.byok.serve.clients;

import dev.byok.catalog.Patterns;
import dev.byok.keys.names.KeyName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that may use keys through the gateway.
 *
 * @param name a word of the same form as the label of a key
 * @param models patterns of the models that it may use, with {@code *} for any text; empty for all
 * @param expires the first moment at which its token no longer counts; null for never
 * @param tokenSha256 the SHA-256 of its token in hex; the token itself is kept nowhere
 */
public record Client(
    String name,
    LentKeys keys,
    List<String> models,
    List<ClientLimit> limits,
    Instant added,
    @Nullable Instant expires,
    String tokenSha256) {

  /**
   * Whether it may use this model of this key. A pattern is for the model's id at the provider, or
   * for the whole reference, such as {@code openai:work/gpt-*}.
   */
  public boolean mayUse(KeyName key, String model) {
    return keys.contain(key)
        && (models.isEmpty()
            || Patterns.matchesAny(models, model)
            || Patterns.matchesAny(models, key + "/" + model));
  }

  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  public Client withKeys(LentKeys other) {
    return new Client(name, other, models, limits, added, expires, tokenSha256);
  }

  public Client withModels(List<String> other) {
    return new Client(name, keys, other, limits, added, expires, tokenSha256);
  }

  public Client withLimits(List<ClientLimit> other) {
    return new Client(name, keys, models, other, added, expires, tokenSha256);
  }

  public Client withExpiry(@Nullable Instant other) {
    return new Client(name, keys, models, limits, added, other, tokenSha256);
  }

  /** Returns a copy with another token, whose SHA-256 this is. */
  public Client withToken(String sha256) {
    return new Client(name, keys, models, limits, added, expires, sha256);
  }
}
