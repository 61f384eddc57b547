package dev.byok.serve.clients;

import dev.byok.catalog.Nearest;
import dev.byok.config.JsonFile;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The clients in {@code clients.json}, with the SHA-256 of their tokens. The file is trusted and
 * changed by the rules of {@code config.json}; see {@link JsonFile}.
 */
public final class ClientFile {
  private static final String CLIENTS = "clients";

  private final JsonFile file;

  /**
   * @param isPlaceChosen whether the user named the folder
   */
  public ClientFile(Path file, boolean isPlaceChosen) {
    this.file = new JsonFile(file, isPlaceChosen);
  }

  Path path() {
    return file.path();
  }

  /**
   * Returns all clients, sorted by name.
   *
   * @throws Failure of kind {@code FILE} if the file cannot be trusted or read, or if one of them
   *     is not valid
   */
  public List<Client> read() {
    JsonObject entries = entries(file.read());
    List<Client> clients = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    for (String name : new TreeSet<>(entries.fields().keySet())) {
      Client client = client(entries, name);
      if (!tokens.add(client.tokenSha256())) {
        throw file.unreadable(
            "the client " + UserWord.quoted(name, 60) + " has the token of another one");
      }
      clients.add(client);
    }
    return clients;
  }

  /** Returns the names of all clients, also of those whose entries are not valid. */
  public List<String> names() {
    return List.copyOf(new TreeSet<>(entries(file.read()).fields().keySet()));
  }

  /** Returns the client of that name; if there is none, the failure names similar ones. */
  public Client get(String name) {
    return client(entries(file.read()), name);
  }

  /** Fails if there is no client of that name. */
  public void require(String name) {
    require(entries(file.read()), name);
  }

  /** Adds a client, unless there is one of that name. */
  public void add(Client client) {
    String name = client.name();
    file.change(json -> {
      JsonObject entries = entries(json);
      if (entries.has(name)) {
        throw Failure.of(Kind.USAGE, "there is already a client " + UserWord.quoted(name))
            .hint(
                "byok clients rotate "
                    + name
                    + " gives it a new token; byok clients set "
                    + name
                    + " changes it");
      }
      return json.with(CLIENTS, entries.with(name, ClientJson.write(JsonObject.empty(), client)));
    });
  }

  /** Changes the client of that name and returns it as it is now. */
  public Client change(String name, UnaryOperator<Client> change) {
    JsonObject changed =
        file.change(json -> {
          JsonObject entries = entries(json);
          Client client = change.apply(client(entries, name));
          return json.with(CLIENTS, entries.with(name, ClientJson.write(entries.at(name), client)));
        });
    return client(entries(changed), name);
  }

  /**
   * Takes back a token that could not be handed over, unless the client has another one by now.
   *
   * @param before the client with its former token; null to remove a client that was just added
   */
  public void takeBack(Client issued, @Nullable Client before) {
    String name = issued.name();
    file.change(json -> {
      JsonObject entries = entries(json);
      Client now = entries.has(name) ? client(entries, name) : null;
      if (now == null || !now.tokenSha256().equals(issued.tokenSha256())) {
        return json;
      }
      return json.with(
          CLIENTS,
          before == null
              ? entries.without(name)
              : entries.with(
                  name, ClientJson.write(entries.at(name), now.withToken(before.tokenSha256()))));
    });
  }

  /** Removes the client of that name, also one whose entry is not valid. */
  public void remove(String name) {
    file.change(json -> {
      JsonObject entries = entries(json);
      require(entries, name);
      return json.with(CLIENTS, entries.without(name));
    });
  }

  private JsonObject entries(JsonObject json) {
    if (json.has(CLIENTS) && json.object(CLIENTS) == null) {
      throw file.unreadable("\"clients\" is not a JSON object");
    }
    return json.at(CLIENTS);
  }

  private Client client(JsonObject entries, String name) {
    require(entries, name);
    Client client = ClientJson.read(name, entries.at(name));
    if (client == null) {
      throw file.unreadable("the client " + UserWord.quoted(name, 60) + " is not valid")
          .hint("byok clients rm removes it; or fix the file");
    }
    return client;
  }

  private static void require(JsonObject entries, String name) {
    if (!entries.has(name)) {
      List<String> near = Nearest.of(name, entries.fields().keySet());
      throw Failure.of(Kind.NO_KEY, "there is no client " + UserWord.quoted(name, 60))
          .hint(
              near.isEmpty()
                  ? "byok clients list shows them; byok clients add makes one"
                  : "did you mean " + String.join(" or ", near) + "?");
    }
  }
}
