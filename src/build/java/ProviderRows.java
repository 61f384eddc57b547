import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes the list of providers with one line for each provider. byok can then find a provider's
 * line without parsing the others. The note of when the list was checked is for developers, so it
 * stays out; the providers stay the same.
 *
 * <p>Arguments: the hand-written list, the file to write.
 */
final class ProviderRows {
  private static final Set<String> FIELDS = Set.of("checked", "providers");

  private ProviderRows() {}

  public static void main(String[] args) throws IOException, JsonSyntaxException {
    JsonObject list = Json.parseObject(Files.readString(Path.of(args[0])));
    List<String> rows = list.objects("providers").stream().map(Json::write).toList();
    if (rows.isEmpty() || !list.fields().keySet().equals(FIELDS)) {
      throw new IllegalArgumentException(args[0] + " must have exactly " + FIELDS);
    }
    Files.writeString(Path.of(args[1]), "{\"providers\":[\n" + String.join(",\n", rows) + "\n]}\n");
  }
}
