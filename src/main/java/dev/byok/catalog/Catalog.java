package dev.byok.catalog;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The providers that byok knows, from {@code providers.json}. A prompt needs one row, so only that
 * row is parsed: parsing all of them would slow every start. The build writes each row on one line
 * that begins with its id ({@code ProviderRows}). The file that people write is parsed as a whole.
 * Thread-safe.
 */
public final class Catalog {
  /** How a row begins that the build wrote. */
  private static final String ROW = "\n{\"id\":\"";

  /** The field of {@link LentVariables}; no other one has this name. */
  private static final String WIRE = "\"wire\":\"";

  private final String text;
  private @Nullable List<Provider> all;
  private final Map<String, Provider> byName = new TreeMap<>();

  private Catalog(String text) {
    this.text = text;
  }

  /** Opens a list with this text. */
  static Catalog of(String text) {
    return new Catalog(text);
  }

  /** Opens the list that ships with byok. */
  public static Catalog load() {
    try (InputStream in =
        Objects.requireNonNull(Catalog.class.getResourceAsStream("/dev/byok/providers.json"))) {
      return new Catalog(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new IllegalStateException("providers.json cannot be read", broken);
    }
  }

  /** Returns every provider, in the order of the list. */
  public synchronized List<Provider> providers() {
    if (all == null) {
      List<Provider> providers = new ArrayList<>();
      for (JsonObject row : parsed(text).objects("providers")) {
        providers.add(new Provider(row));
      }
      all = List.copyOf(providers);
      for (Provider provider : all) {
        byName.put(provider.id(), provider);
        for (String alias : provider.aliases()) {
          byName.put(alias, provider);
        }
      }
    }
    return all;
  }

  /**
   * Returns the providers with one of these as a conventional environment variable of their keys,
   * in the order of the list. Parses only their rows.
   */
  public synchronized List<Provider> readingAny(Set<String> variables) {
    List<Provider> found = new ArrayList<>();
    if (all != null || !text.contains(ROW)) {
      for (Provider provider : providers()) {
        if (!Collections.disjoint(provider.env(), variables)) {
          found.add(provider);
        }
      }
      return found;
    }
    for (int row = next(0); row > 0; row = next(row)) {
      if (RowNames.hasAny(text, row, end(row), variables)) {
        found.add(get(RowNames.id(text, row)));
      }
    }
    return found;
  }

  /** Returns the names of every provider, in the order of the list. Parses no row. */
  public synchronized List<? extends KeyNames> keyNames() {
    if (all != null || !text.contains(ROW)) {
      return providers();
    }
    List<RowNames> names = new ArrayList<>();
    for (int row = next(0); row > 0; row = next(row)) {
      names.add(RowNames.of(text, row, end(row)));
    }
    return names;
  }

  /**
   * Returns the providers whose clients serve others of the same wire format, in the order of the
   * list. Parses only their rows.
   */
  public synchronized List<Provider> ownersOfWires() {
    List<Provider> found = new ArrayList<>();
    if (all != null || !text.contains(ROW)) {
      for (Provider provider : providers()) {
        if (provider.lent().wire() != null) {
          found.add(provider);
        }
      }
      return found;
    }
    for (int row = next(0); row > 0; row = next(row)) {
      if (text.indexOf(WIRE, row, end(row)) >= 0) {
        found.add(get(RowNames.id(text, row)));
      }
    }
    return found;
  }

  /** Returns where the next row begins that the build wrote, or 0 if there is none. */
  private int next(int index) {
    return text.indexOf(ROW, index) + 1;
  }

  private int end(int row) {
    return text.indexOf('\n', row);
  }

  /** Returns the provider with that id or alias, in any case; null for none. */
  public synchronized @Nullable Provider find(String typed) {
    String name = typed.toLowerCase(Locale.ROOT);
    Provider known = byName.get(name);
    if (known != null || all != null) {
      return known;
    }
    Provider alone = row(name);
    if (alone != null) {
      byName.put(name, alone);
      return alone;
    }
    providers();
    return byName.get(name);
  }

  /** Returns the provider with that id or alias; otherwise fails and suggests similar names. */
  public Provider get(String name) {
    Provider provider = find(name);
    if (provider != null) {
      return provider;
    }
    Failure failure = Failure.of(Kind.NO_KEY, "unknown provider " + UserWord.quoted(name));
    List<String> near = Nearest.of(name.toLowerCase(Locale.ROOT), byName.keySet());
    throw failure.hint(
        near.isEmpty()
            ? "byok providers lists them all"
            : "did you mean " + String.join(" or ", near) + "? byok providers lists them all");
  }

  private @Nullable Provider row(String id) {
    int before = text.indexOf(ROW.concat(id).concat("\","));
    if (before < 0) {
      return null;
    }
    String line = text.substring(before + 1, text.indexOf('\n', before + 1));
    return new Provider(parsed(line.endsWith(",") ? line.substring(0, line.length() - 1) : line));
  }

  private static JsonObject parsed(String json) {
    try {
      return Json.parseObject(json);
    } catch (JsonSyntaxException broken) {
      throw new IllegalStateException("providers.json is broken", broken);
    }
  }
}
