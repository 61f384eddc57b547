package dev.byok.access.models;

import dev.byok.files.AtomicFile;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.names.Fingerprint;
import dev.byok.secrets.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps lists of models on the disk for a day, one file for each key, host and edition of the key.
 * They hold no secret.
 */
public final class ModelCache {
  private static final Duration FRESH = Duration.ofHours(24);
  private static final long LARGEST = 64L * 1024 * 1024;
  private static final int NAME_BYTES = 16;
  private static final int MOST_VALUES = 100;
  private static final String MODELS = "\"models\":[";
  private static final String ENTRY = "\n{\"id\":\"";

  private final Path folder;
  private final Clock clock;

  /**
   * @param folder byok's folder of model lists
   */
  public ModelCache(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The owner of a list.
   *
   * @param key the key's name
   * @param host the base URL
   * @param edition changes when the name stands for another stored key
   * @param unnamed the secret, where only the secret itself tells this key from another; null
   *     otherwise
   */
  public record Owner(String key, String host, String edition, @Nullable Secret unnamed) {
    private boolean isOwnerOf(String fingerprint) {
      return unnamed == null || Fingerprint.matches(fingerprint, unnamed);
    }
  }

  /** Returns the owner's list if it is less than a day old and can be read; null otherwise. */
  public @Nullable List<ListedModel> read(Owner owner) {
    Path file = file(owner);
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      PrivateFiles.requireOwn(file, false);
      if (Files.size(file) > LARGEST) {
        return null;
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          JsonCursor json = new JsonCursor(in)) {
        return json.isObject() ? read(json, owner) : null;
      }
    } catch (IOException | JsonSyntaxException damaged) {
      // It can be fetched again, which also repairs it.
      return null;
    }
  }

  /** Returns the ids in the key's lists that are less than a day old, if any. */
  public List<String> idsOfToday(String key) {
    List<String> ids = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return ids;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        if (isOfToday(file)) {
          addReferences(file, key + "/", ids);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Without a list, any word may be a model.
      return new ArrayList<>();
    }
    ids.replaceAll(reference -> reference.substring(key.length() + 1));
    return ids;
  }

  /** Reads the time in the file's first lines, where {@link #write} puts it. */
  private boolean isOfToday(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        JsonCursor json = new JsonCursor(in)) {
      if (json.isObject()) {
        json.enter();
        while (json.next() && !json.name().equals("models")) {
          if (json.name().equals("fetched")) {
            return json.value(1) instanceof String time && isFresh(time);
          }
          json.value(1);
        }
      }
      return false;
    } catch (IOException | JsonSyntaxException damaged) {
      // It is fetched again when it is needed.
      return false;
    }
  }

  /**
   * Returns the ids of the models in all lists, old ones included, each after the name of its key.
   * These can be suggested without a request.
   */
  public List<String> references() {
    return references("");
  }

  /**
   * Returns those of {@link #references()} that begin with {@code start}. Of thousands of models
   * only the ids are read, because this runs while the user types.
   */
  public List<String> references(String start) {
    List<String> references = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return references;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        addReferences(file, start, references);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Suggestions are optional.
      return references;
    }
    Collections.sort(references);
    return references;
  }

  private static void addReferences(Path file, String start, List<String> references)
      throws IOException {
    String key = null;
    try {
      PrivateFiles.requireOwn(file, false);
      if (Files.size(file) > LARGEST) {
        return;
      }
      byte[] content = Files.readAllBytes(file);
      if (addLines(new String(content, StandardCharsets.UTF_8), start, references)) {
        return;
      }
      try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(content))) {
        json.enter();
        while (json.next()) {
          String name = json.name();
          if (key != null && name.equals("models") && json.isArray()) {
            String stem = key + "/";
            if (!stem.startsWith(start) && !start.startsWith(stem)) {
              return;
            }
            addIds(json, stem, start, references);
          } else {
            Object value = json.value(1);
            key = name.equals("key") && value instanceof String text ? text : key;
          }
        }
      }
    } catch (JsonSyntaxException | FileSystemException unusable) {
      // A list that cannot be read is fetched again when it is needed.
      return;
    }
  }

  /**
   * Finds the ids by the form that {@link #write} gives a list, with one entry per line. Returns
   * false for another form. Reading five thousand entries as JSON takes longer than the whole rest
   * of the process.
   */
  private static boolean addLines(String text, String start, List<String> references)
      throws JsonSyntaxException {
    int models = text.indexOf(MODELS + ENTRY);
    if (models < 0) {
      return false;
    }
    String key = Json.parseObject(text.substring(0, models) + MODELS + "]}").text("key");
    String stem = key + "/";
    if (key == null || !(stem.startsWith(start) || start.startsWith(stem))) {
      return true;
    }
    String rest = start.substring(Math.min(stem.length(), start.length()));
    int at = text.indexOf(ENTRY, models);
    while (at >= 0) {
      int begin = at + ENTRY.length();
      int end = text.indexOf('"', begin);
      if (end > 0 && text.startsWith(rest, begin)) {
        String id = Wording.id(text.substring(begin, end));
        // An id with an escape in it does not suit a command line.
        if (id != null && id.indexOf('\\') < 0) {
          references.add(stem + id);
        }
      }
      at = text.indexOf(ENTRY, begin);
    }
    return true;
  }

  private static void addIds(JsonCursor json, String stem, String start, List<String> references)
      throws IOException, JsonSyntaxException {
    json.enter();
    while (json.next()) {
      if (json.isObject()) {
        json.enter();
        while (json.next()) {
          if (json.name().equals("id") && json.value(1) instanceof String said) {
            String id = Wording.id(said);
            if (id != null && (stem + id).startsWith(start)) {
              references.add(stem + id);
            }
          }
        }
      }
    }
  }

  /** Stores the list. Callers report it when that is impossible. */
  public void write(Owner owner, List<ListedModel> models) throws IOException {
    StringBuilder text = new StringBuilder();
    JsonObject head =
        JsonObject.builder()
            .put("key", owner.key())
            .put("host", owner.host())
            .putIfPresent(
                "fingerprint", owner.unnamed() == null ? null : Fingerprint.of(owner.unnamed()))
            .put("fetched", clock.instant().toString())
            .build();
    String start = Json.write(head);
    text.append(start, 0, start.length() - 1).append(',').append(MODELS);
    for (int i = 0; i < models.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n").append(Json.write(models.get(i).toJson()));
    }
    text.append("\n]}\n");
    AtomicFile.write(file(owner), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable List<ListedModel> read(JsonCursor json, Owner owner)
      throws IOException, JsonSyntaxException {
    List<ListedModel> models = null;
    boolean fresh = false;
    boolean sameHost = false;
    boolean sameSecret = owner.isOwnerOf("");
    json.enter();
    while (json.next()) {
      String name = json.name();
      if (name.equals("models") && json.isArray()) {
        models = models(json);
      } else {
        Object value = json.value(1);
        fresh |= name.equals("fetched") && value instanceof String time && isFresh(time);
        sameHost |= name.equals("host") && owner.host().equals(value);
        sameSecret |=
            name.equals("fingerprint") && value instanceof String text && owner.isOwnerOf(text);
      }
    }
    json.end();
    return fresh && sameHost && sameSecret ? models : null;
  }

  private static List<ListedModel> models(JsonCursor json) throws IOException, JsonSyntaxException {
    List<ListedModel> models = new ArrayList<>();
    json.enter();
    while (json.next()) {
      ListedModel model =
          json.value(MOST_VALUES) instanceof JsonObject object
              ? ListedModel.fromJson(object)
              : null;
      if (model == null) {
        throw new JsonSyntaxException("not a list of models", 1, 1);
      }
      models.add(model);
    }
    return models;
  }

  private boolean isFresh(String fetched) {
    try {
      Duration age = Duration.between(Instant.parse(fetched), clock.instant());
      return !age.isNegative() && age.compareTo(FRESH) < 0;
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  /** Returns the file, named by a hash: not every host or key name is a valid file name. */
  private Path file(Owner owner) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String identity = owner.key() + "\n" + owner.host() + "\n" + owner.edition();
      byte[] hash = digest.digest(identity.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash, 0, NAME_BYTES) + ".json");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
