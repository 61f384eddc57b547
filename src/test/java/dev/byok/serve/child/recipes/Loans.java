package dev.byok.serve.child.recipes;

import dev.byok.catalog.Catalog;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;

/** Loans for tests. */
public final class Loans {
  public static final String TOKEN = "byok_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  public static final String ORIGIN = "http://127.0.0.1:4711";

  private Loans() {}

  /** Returns a loan of the keys with these names. */
  public static Loan of(String... names) {
    Catalog catalog = Catalog.load();
    List<LentKey> keys = new ArrayList<>();
    for (String name : names) {
      KeyName key = KeyName.parse(name);
      keys.add(new LentKey(key, catalog.get(key.provider())));
    }
    return new Loan(ORIGIN, Secret.of(TOKEN), keys);
  }
}
