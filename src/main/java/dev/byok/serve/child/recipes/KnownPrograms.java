package dev.byok.serve.child.recipes;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The programs that byok knows how to point at the gateway, by the names of their commands. */
public final class KnownPrograms {
  private static final Map<String, Recipe> RECIPES =
      Map.of(
          "claude", new ClaudeRecipe(),
          "codex", new CodexRecipe(),
          "opencode", new OpencodeRecipe("OPENCODE"),
          "kilo", new OpencodeRecipe("KILO"),
          "gemini", new GeminiRecipe(),
          "aider", new AiderRecipe(),
          "llm", new LlmRecipe());

  private static final List<String> ENDINGS = List.of(".exe", ".cmd", ".bat");

  private KnownPrograms() {}

  /** Returns a command's name without its folder and, as on Windows, its ending. */
  public static String name(String command) {
    String name = command.substring(command.lastIndexOf('/') + 1);
    if (java.io.File.separatorChar == '\\') {
      name = name.substring(name.lastIndexOf('\\') + 1).toLowerCase(Locale.ROOT);
    }
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  /** Returns whether byok knows this command. */
  public static boolean knows(String command) {
    return RECIPES.containsKey(name(command));
  }

  /**
   * Returns the providers whose own wire formats this command speaks, in the order of the catalog.
   * Unless the user names others, a program is lent their keys without a label.
   */
  public static List<Provider> providers(String command, Catalog catalog) {
    Recipe recipe = RECIPES.get(name(command));
    List<Provider> own = new ArrayList<>();
    if (recipe == null) {
      return own;
    }
    for (Provider provider : catalog.ownersOfWires()) {
      if (speaksOneOf(provider, recipe)) {
        own.add(provider);
      }
    }
    return own;
  }

  private static boolean speaksOneOf(Provider provider, Recipe recipe) {
    for (String wire : recipe.wires()) {
      if (provider.speaks(wire)) {
        return true;
      }
    }
    return false;
  }

  /** Applies the command's recipe, if there is one. */
  public static void apply(String command, Loan loan, Map<String, String> env, Changes changes) {
    Recipe recipe = RECIPES.get(name(command));
    if (recipe != null) {
      recipe.apply(loan, env, changes);
    }
  }
}
