package dev.byok.serve.child.recipes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The program llm. A key that it has stored counts more than a variable, so it gets a folder where
 * its file of keys is empty and all else is the user's.
 */
final class LlmRecipe implements Recipe {
  private static final String FOLDER = "LLM_USER_PATH";
  private static final String KEYS = "keys.json";

  @Override
  public List<String> wires() {
    return List.of("openai-chat", "anthropic-messages");
  }

  @Override
  public void apply(Loan loan, Map<String, String> env, Changes changes) {
    boolean fits = false;
    for (String wire : wires()) {
      fits |= loan.speaking(wire) != null;
    }
    String named = env.getOrDefault(FOLDER, "");
    Path folder = named.isEmpty() ? Homes.settings(env, "io.datasette.llm") : Path.of(named);
    if (fits && Files.exists(folder.resolve(KEYS))) {
      byte[] none = "{}\n".getBytes(StandardCharsets.UTF_8);
      changes.folder(
          new PrivateFolder(FOLDER, Path.of(""), folder, Map.of(KEYS, none), List.of("logs.db")));
    }
  }
}
