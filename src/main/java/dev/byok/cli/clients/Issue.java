package dev.byok.cli.clients;

import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Timestamp;
import dev.byok.secrets.Secret;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was just made for a client. This is the only place that prints one, once, and on
 * standard output alone.
 *
 * @param url the gateway's address
 * @param snippet what to print instead of the token alone; null for none
 */
record Issue(Client client, Secret token, String url, @Nullable Snippet snippet) {
  /**
   * Prints the token. If that fails, nobody has it, so the client gets back what it had.
   *
   * @param before the client with its former token; null for a new client
   */
  void print(Tools tools, boolean json, ClientFile clients, @Nullable Client before) {
    try {
      print(tools, json);
    } catch (Failure unprinted) {
      throw takenBack(clients, before, unprinted);
    }
  }

  private Failure takenBack(ClientFile clients, @Nullable Client before, Failure unprinted) {
    try {
      clients.takeBack(client, before);
      return unprinted.detail(
          before == null ? "the client was not added" : "the client keeps its former token");
    } catch (Failure kept) {
      // The same full disk, perhaps. A token that nobody knows does no harm.
      unprinted.addSuppressed(kept);
      return unprinted;
    }
  }

  private void print(Tools tools, boolean json) {
    Instant expires = client.expires();
    if (json) {
      tools
          .out()
          .json(
              JsonObject.builder()
                  .put("name", client.name())
                  .put("token", token.open())
                  .put("url", url)
                  .put("expires", expires == null ? null : Timestamp.write(expires))
                  .build());
    } else if (snippet != null) {
      tools.out().write(snippet.text().replace(Snippet.TOKEN, token.open()));
      snippet.notices().forEach(tools::notice);
    } else {
      tools.out().line(token.open());
      tools.notice(
          "the token of "
              + UserWord.quoted(client.name())
              + " is not shown again; its address is "
              + url
              + "/KEY, while byok serve runs");
    }
  }
}
