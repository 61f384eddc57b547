import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the list of providers with one line for each provider. byok can then find a provider's
 * line without parsing the others. The JSON value stays the same.
 *
 * <p>Arguments: the hand-written list, the file to write.
 */
final class ProviderRows {
  private ProviderRows() {}

  public static void main(String[] args) throws IOException, JsonSyntaxException {
    JsonObject list = Json.parseObject(Files.readString(Path.of(args[0])));
    List<String> rows = list.objects("providers").stream().map(Json::write).toList();
    if (rows.isEmpty() || list.fields().size() != 1) {
      throw new IllegalArgumentException(args[0] + " holds more, or less, than providers");
    }
    Files.writeString(Path.of(args[1]), "{\"providers\":[\n" + String.join(",\n", rows) + "\n]}\n");
  }
}
