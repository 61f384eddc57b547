package dev.byok.serve.child.recipes;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.LentVariables;
import dev.byok.catalog.Provider;
import dev.byok.keys.forms.GatewayToken;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables that clients of the lent keys' providers read, for any program. */
public final class GenericVariables {
  /** The token, for recipes and scripts. */
  public static final String TOKEN = "BYOK_TOKEN";

  /** The gateway's URL. Where it is set, a program runs under {@code byok exec} already. */
  public static final String MARK = "BYOK_EXEC";

  /** By this byok knows the token again and never takes it for a key. */
  public static final String HASH = GatewayToken.HASHES;

  private GenericVariables() {}

  /**
   * Sets the variables. The first key of a provider fills those of its clients. Variables of
   * clients that serve all providers of a wire format are filled by the first key of that format,
   * unless the provider that they are named after is lent itself.
   */
  public static void apply(Loan loan, Catalog catalog, Changes changes) {
    changes.set(MARK, loan.origin());
    changes.set(TOKEN, loan.tokenText());
    changes.set(HASH, loan.tokenHash());
    Set<String> filled = new HashSet<>();
    for (LentKey key : loan.keys()) {
      if (filled.add(key.provider().id())) {
        fill(key.provider().lent(), key, loan, changes);
      }
    }
    for (Provider provider : catalog.ownersOfWires()) {
      LentVariables shared = provider.lent();
      LentKey key = filled.contains(provider.id()) ? null : ofWire(shared.wire(), loan);
      if (key != null) {
        fill(shared, key, loan, changes);
      }
    }
  }

  private static @Nullable LentKey ofWire(@Nullable String wire, Loan loan) {
    for (LentKey key : loan.keys()) {
      if (key.provider().dialect().equals(wire)) {
        return key;
      }
    }
    return null;
  }

  private static void fill(LentVariables variables, LentKey key, Loan loan, Changes changes) {
    variables.base().forEach((name, path) -> changes.setFirst(name, loan.base(key, path)));
    for (String name : variables.keys()) {
      changes.setFirst(name, loan.tokenText());
    }
  }
}
