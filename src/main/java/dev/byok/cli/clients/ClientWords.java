package dev.byok.cli.clients;

import dev.byok.failure.UserWord;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientLimit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people read about a client. */
final class ClientWords {
  private ClientWords() {}

  static String added(Client client, ZoneId zone) {
    return "added the client " + UserWord.quoted(client.name()) + ": " + of(client, zone);
  }

  /** Such as {@code openai, gpt-5*, 5 USD a day, until 2027-01-31 08:00}. */
  static String of(Client client, ZoneId zone) {
    List<String> words = new ArrayList<>();
    words.add("keys " + keys(client));
    words.add("models " + models(client));
    words.add(client.limits().isEmpty() ? "no budget" : budgets(client));
    Instant expires = client.expires();
    words.add(expires == null ? "no expiry" : "until " + minute(expires, zone));
    return String.join("; ", words);
  }

  static String keys(Client client) {
    return client.keys().all() ? "all" : String.join(", ", client.keys().words());
  }

  static String models(Client client) {
    return client.models().isEmpty() ? "all" : String.join(", ", client.models());
  }

  static String minute(@Nullable Instant time, ZoneId zone) {
    return time == null
        ? ""
        : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(time.atZone(zone));
  }

  private static String budgets(Client client) {
    List<String> words = new ArrayList<>();
    for (ClientLimit limit : client.limits()) {
      words.add(limit.words());
    }
    return String.join(", ", words);
  }
}
