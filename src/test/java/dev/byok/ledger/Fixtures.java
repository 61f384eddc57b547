package dev.byok.ledger;

import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.entry.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Entries and ledgers for tests, and strict readers of what byok wrote. */
public final class Fixtures {
  public static final Instant TIME = Instant.parse("2026-11-21T08:15:30.123Z");

  private Fixtures() {}

  /** Returns an entry with characters that need escapes or several bytes. */
  public static Entry entry(String id) {
    return entry(id, "nächtlich €𝄞\n]\n");
  }

  /** Returns an entry with this tag, which makes it as long as needed. */
  public static Entry entry(String id, String tag) {
    return new Entry(
        id,
        TIME,
        "run",
        null,
        "openai",
        "openai:work",
        "direct",
        "gpt-5.6-luna",
        "gpt-5.6-luna-2026",
        "ok",
        new Usage(12L, 0L, null, 30L, 8L),
        new BigDecimal("0.0000380"),
        "price-list",
        "openai",
        "req_\"quoted\"\\{[",
        812L,
        302L,
        null,
        Map.of("job", tag),
        1L);
  }

  /** Returns an entry whose line has no escape. */
  public static Entry plain(String id) {
    Entry odd = entry(id);
    return new Entry(
        odd.id(),
        odd.time(),
        odd.command(),
        odd.client(),
        odd.provider(),
        odd.key(),
        odd.via(),
        odd.model(),
        odd.servedModel(),
        odd.status(),
        odd.usage(),
        odd.costUsd(),
        odd.costSource(),
        odd.billedBy(),
        "req_1",
        odd.durationMs(),
        odd.firstTokenMs(),
        odd.session(),
        Map.of("job", "nightly"),
        odd.attempts());
  }

  /** Returns an entry of this client, whose line has no escape. */
  public static Entry of(String client) {
    Entry plain = plain("of-" + client);
    return new Entry(
        plain.id(),
        plain.time(),
        "serve",
        client,
        plain.provider(),
        plain.key(),
        plain.via(),
        plain.model(),
        plain.servedModel(),
        plain.status(),
        plain.usage(),
        plain.costUsd(),
        plain.costSource(),
        plain.billedBy(),
        plain.requestId(),
        plain.durationMs(),
        plain.firstTokenMs(),
        plain.session(),
        plain.tags(),
        plain.attempts());
  }

  /** Makes a ledger of that many entries, named {@code e0}, {@code e1} and so on. */
  public static Ledger ledger(Path file, int entries) {
    Ledger ledger = new Ledger(file);
    for (int i = 0; i < entries; i++) {
      ledger.append(entry("e" + i));
    }
    return ledger;
  }

  /** Returns the ids by the general parser, which fails unless the file is a valid JSON array. */
  public static List<String> strictIds(Path file) throws IOException, JsonSyntaxException {
    List<String> ids = new ArrayList<>();
    if (!(Json.parse(Files.readString(file)) instanceof List<?> lines)) {
      throw new AssertionError("not an array: " + file);
    }
    for (Object line : lines) {
      ids.add(String.valueOf(((JsonObject) line).text("id")));
    }
    return ids;
  }

  /** Returns the same JSON in an editor's layout. */
  public static String pretty(String json) throws JsonSyntaxException {
    return Json.parse(json) instanceof List<?> lines ? Json.pretty(lines) : "";
  }

  /** Returns the ids as the ledger reads them. */
  public static List<String> ids(Ledger ledger) {
    List<String> ids = new ArrayList<>();
    ledger.read(entry -> ids.add(entry.id()));
    return ids;
  }

  public static List<Path> filesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(other -> !other.equals(file) && !other.endsWith("usage.lock")).toList();
    }
  }
}
