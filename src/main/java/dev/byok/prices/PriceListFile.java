package dev.byok.prices;

import dev.byok.files.AtomicFile;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copy of the price list, read and written as a whole. {@link PriceTable} looks up single
 * models in it. The file's modification time is when the list was last known to be the newest.
 */
public final class PriceListFile {
  private static final long LARGEST = 64L * 1024 * 1024;

  private final Path file;

  public PriceListFile(Path file) {
    this.file = file;
  }

  /**
   * A copy of the list.
   *
   * @param etag the tag for asking whether there is a newer list; null when the server sent none
   * @param confirmed when this list was last known to be the newest
   */
  public record Copy(PriceList list, @Nullable String etag, Instant confirmed) {}

  /** Returns the copy from this address, or null when there is none that can be read. */
  public @Nullable Copy read(URI address) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      PrivateFiles.requireOwn(file, false);
      if (Files.size(file) > LARGEST) {
        return null;
      }
      Instant confirmed = Files.getLastModifiedTime(file).toInstant();
      return parse(Files.readAllBytes(file), address, confirmed);
    } catch (IOException | JsonSyntaxException damaged) {
      // The list is fetched again, and the file is replaced.
      return null;
    }
  }

  /** Returns when the copy, from any address, was last known to be the newest; null without one. */
  public @Nullable Instant confirmed() {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (IOException absent) {
      return null;
    }
  }

  /** Replaces the copy. */
  public void write(URI address, @Nullable String etag, PriceList list, Instant now)
      throws IOException {
    List<byte[]> lines = new ArrayList<>();
    list.providers()
        .forEach((provider, models) ->
            models.forEach((model, facts) -> lines.add(PriceLines.line(provider, model, facts))));
    // A longer line could never be found.
    lines.removeIf(line -> line.length >= SortedLines.LONGEST);
    lines.sort(Arrays::compareUnsigned);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(PriceLines.head(address, etag, lines.size()));
    text.write('\n');
    for (byte[] line : lines) {
      text.writeBytes(line);
      text.write('\n');
    }
    AtomicFile.write(file, text.toByteArray());
    confirm(now);
  }

  /** Notes that the copy is still the newest. */
  public void confirm(Instant now) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  private static @Nullable Copy parse(byte[] text, URI address, Instant confirmed)
      throws JsonSyntaxException {
    Map<String, Map<String, ModelFacts>> providers = new HashMap<>();
    JsonObject head = null;
    long models = 0;
    int start = 0;
    for (int end = 0; end < text.length; end++) {
      if (text[end] == '\n') {
        JsonObject line = Json.parseObject(Arrays.copyOfRange(text, start, end));
        start = end + 1;
        if (head == null) {
          head = line;
        } else {
          models++;
          add(line, providers);
        }
      }
    }
    if (head == null
        || !address.toString().equals(head.text("address"))
        || !Long.valueOf(models).equals(head.count("models"))) {
      return null;
    }
    return new Copy(PriceList.of(providers), head.text("etag"), confirmed);
  }

  private static void add(JsonObject line, Map<String, Map<String, ModelFacts>> providers)
      throws JsonSyntaxException {
    String provider = line.text("provider");
    String model = line.text("model");
    if (provider == null || model == null) {
      throw new JsonSyntaxException("this line is not a model with its prices", 1, 1);
    }
    providers
        .computeIfAbsent(provider, _ -> new HashMap<>())
        .put(model, PriceListEntry.facts(line));
  }
}
