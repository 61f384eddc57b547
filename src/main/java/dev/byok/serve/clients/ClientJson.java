package dev.byok.serve.clients;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's entry in {@code clients.json}. A part that is not valid makes the whole entry invalid:
 * taken as absent, it would allow more than was meant.
 */
final class ClientJson {
  private static final String TOKEN = "token_sha256";
  private static final String KEYS = "keys";
  private static final String MODELS = "models";
  private static final String BUDGETS = "budgets";
  private static final String ADDED = "added";
  private static final String EXPIRES = "expires";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private ClientJson() {}

  /** Returns the client, or null if its entry is not valid. */
  static @Nullable Client read(String name, JsonObject entry) {
    String token = entry.text(TOKEN);
    List<String> keys = texts(entry, KEYS);
    List<String> models = texts(entry, MODELS);
    List<String> budgets = texts(entry, BUDGETS);
    Instant added = time(entry.text(ADDED));
    Instant expires = time(entry.text(EXPIRES));
    boolean ends = entry.get(EXPIRES) != null;
    if (token == null
        || !SHA256.matcher(token).matches()
        || keys == null
        || models == null
        || budgets == null
        || added == null
        || (ends && expires == null)) {
      return null;
    }
    LentKeys lent = LentKeys.read(keys);
    List<ClientLimit> limits = ClientLimit.read(budgets);
    return lent == null || limits == null
        ? null
        : new Client(name, lent, models, limits, added, expires, token);
  }

  /** Returns the entry with this client's values. Fields that this version does not know stay. */
  static JsonObject write(JsonObject before, Client client) {
    JsonObject entry =
        before
            .with(TOKEN, client.tokenSha256())
            .with(KEYS, client.keys().words())
            .with(MODELS, client.models())
            .with(BUDGETS, client.limits().stream().map(ClientLimit::text).toList())
            .with(ADDED, Timestamp.write(client.added()));
    Instant expires = client.expires();
    return expires == null ? entry.without(EXPIRES) : entry.with(EXPIRES, Timestamp.write(expires));
  }

  /** Returns an array of texts, empty where it is absent; null if it is anything else. */
  private static @Nullable List<String> texts(JsonObject entry, String name) {
    if (!entry.has(name)) {
      return List.of();
    }
    List<String> texts = entry.texts(name);
    boolean whole = entry.get(name) instanceof List<?> all && all.size() == texts.size();
    return whole ? texts : null;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
