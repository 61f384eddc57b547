package dev.byok.client.models;

import dev.byok.catalog.PriceList;
import dev.byok.config.AtomicFile;
import dev.byok.config.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The copy of the price list: one JSON object with the address it came from, its entity tag and the
 * list as it came. The file's time is when the list was last known to be the newest.
 */
public final class PriceListFile {
  private static final long LARGEST = PriceList.LARGEST + 10_000L;

  private final Path file;

  public PriceListFile(Path file) {
    this.file = file;
  }

  /**
   * A copy.
   *
   * @param etag what asks whether there is a newer one; null where the server gave none
   * @param confirmed when it was last known to be the newest
   */
  record Copy(PriceList list, @Nullable String etag, Instant confirmed) {}

  /** The copy that came from this address; null where there is none that can be read. */
  @Nullable Copy read(URI address) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      PrivateFiles.requireOwn(file, false);
      if (Files.size(file) > LARGEST) {
        return null;
      }
      Instant confirmed = Files.getLastModifiedTime(file).toInstant();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          JsonCursor json = new JsonCursor(in)) {
        return json.isObject() ? read(json, address, confirmed) : null;
      }
    } catch (IOException | JsonSyntaxException damaged) {
      // It is fetched again, which also mends it.
      return null;
    }
  }

  /** Replaces the copy. */
  void write(URI address, @Nullable String etag, byte[] list, Instant now) throws IOException {
    JsonObject head =
        JsonObject.builder().put("address", address.toString()).put("etag", etag).build();
    String start = Json.write(head);
    ByteArrayOutputStream text = new ByteArrayOutputStream(list.length + start.length() + 16);
    text.write(start.substring(0, start.length() - 1).getBytes(StandardCharsets.UTF_8));
    text.write(",\"list\":".getBytes(StandardCharsets.UTF_8));
    text.write(list);
    text.write("}\n".getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file, text.toByteArray());
    confirm(now);
  }

  /** The copy is still the newest. */
  void confirm(Instant now) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  private static @Nullable Copy read(JsonCursor json, URI address, Instant confirmed)
      throws IOException, JsonSyntaxException {
    PriceList list = null;
    String etag = null;
    json.enter();
    while (json.next()) {
      String name = json.name();
      if (name.equals("list") && json.isObject()) {
        list = PriceList.read(json);
      } else {
        Object value = json.value(1);
        if (name.equals("address") && !address.toString().equals(value)) {
          return null;
        }
        etag = name.equals("etag") && value instanceof String tag ? tag : etag;
      }
    }
    json.end();
    return list == null ? null : new Copy(list, etag, confirmed);
  }
}
