package dev.byok.serve.child.recipes;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Gemini's command line. Its settings say how it logs in, and no variable says otherwise. If they
 * name another way or none, it gets a home of its own with a copy of them that names the key.
 */
final class GeminiRecipe implements Recipe {
  private static final String WIRE = "gemini-generate-content";
  private static final String HOME = "GEMINI_CLI_HOME";
  private static final String FOLDER = ".gemini";
  private static final String SETTINGS = "settings.json";
  private static final String BY_KEY = "gemini-api-key";

  @Override
  public List<String> wires() {
    return List.of(WIRE);
  }

  @Override
  public void apply(Loan loan, Map<String, String> env, Changes changes) {
    LentKey key = loan.speaking(WIRE);
    if (key == null) {
      return;
    }
    changes.set("GOOGLE_GEMINI_BASE_URL", loan.base(key, ""));
    changes.set("GEMINI_API_KEY", loan.tokenText());
    changes.remove("GOOGLE_API_KEY");
    changes.remove("GOOGLE_GENAI_USE_VERTEXAI");
    changes.remove("GOOGLE_GENAI_USE_GCA");
    // It would send the token in a second header.
    changes.remove("GEMINI_API_KEY_AUTH_MECHANISM");
    Path folder = Homes.inHome(env, HOME, FOLDER);
    JsonObject users = settings(folder.resolve(SETTINGS));
    JsonObject security = users.at("security");
    JsonObject auth = security.at("auth");
    if (BY_KEY.equals(auth.text("selectedType"))) {
      return;
    }
    JsonObject own =
        users
            .without("selectedAuthType")
            .with("security", security.with("auth", auth.with("selectedType", BY_KEY)));
    byte[] content = Json.pretty(own).getBytes(StandardCharsets.UTF_8);
    changes.folder(
        new PrivateFolder(HOME, Path.of(FOLDER), folder, Map.of(SETTINGS, content), List.of()));
  }

  private static JsonObject settings(Path file) {
    try {
      return Json.parseObject(JsonComments.without(Files.readString(file)));
    } catch (NoSuchFileException none) {
      return JsonObject.empty();
    } catch (IOException unread) {
      throw unusable(file, "cannot be read: " + Causes.of(unread), unread);
    } catch (JsonSyntaxException broken) {
      throw unusable(file, "is not a JSON object", broken);
    }
  }

  private static Failure unusable(Path file, String why, Exception cause) {
    return Failure.of(Kind.FILE, UserWord.quoted(file) + " " + why)
        .hint("gemini needs a copy of it that names the key; fix it first")
        .causedBy(cause);
  }
}
