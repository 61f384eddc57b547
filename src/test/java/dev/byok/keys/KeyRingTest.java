package dev.byok.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyChange;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.KeychainFailures;
import dev.byok.secrets.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that a process may end after any step of a change. Each step is one write of the index or
 * of a place of secrets. After each, the test keeps what they contain. From every such moment the
 * old or the new key must be usable, and the next change must leave nothing behind.
 */
final class KeyRingTest {
  private static final KeyName NAME = new KeyName("openai", null);
  private static final String OLD_HOST = "https://old.example/v1";
  private static final String NEW_HOST = "https://new.example/v1";

  @TempDir Path folder;
  private final Recorder places = new Recorder();
  private final List<Moment> moments = new ArrayList<>();

  /** What the disk and the places contain at one moment. */
  private record Moment(String config, Map<String, String> keychain, Map<String, String> file) {}

  /** Places that record the moment after each change. */
  private final class Recorder implements KeyPlaces {
    private final Map<String, String> keychain = new TreeMap<>();
    private final Map<String, String> file = new TreeMap<>();
    private @Nullable Failure closed;

    @Override
    public KeyStore keychain() {
      return new Store(keychain);
    }

    @Override
    public KeyStore encryptedFile() {
      return new Store(file);
    }

    @Override
    public String describeKeychain() {
      return "in memory";
    }

    @Override
    public Secret command(KeyName name, String commandLine) {
      return Secret.of(commandLine);
    }

    private final class Store implements KeyStore {
      private final Map<String, String> secrets;

      Store(Map<String, String> secrets) {
        this.secrets = secrets;
      }

      @Override
      public Secret read(KeyName name) {
        refuse();
        String secret = secrets.get(name.toString());
        if (secret == null) {
          throw KeychainFailures.absent(name);
        }
        return Secret.of(secret);
      }

      @Override
      public void write(KeyName name, Secret secret) {
        note();
        refuse();
        secrets.put(name.toString(), secret.open());
        note();
      }

      @Override
      public void remove(KeyName name) {
        note();
        read(name);
        secrets.remove(name.toString());
        note();
      }

      private void refuse() {
        if (closed != null) {
          throw closed;
        }
      }
    }
  }

  private Path config() {
    return folder.resolve("config.json");
  }

  private void note() {
    try {
      moments.add(
          new Moment(
              Files.exists(config()) ? Files.readString(config()) : "",
              new TreeMap<>(places.keychain),
              new TreeMap<>(places.file)));
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private void returnTo(Moment moment) throws Exception {
    Files.writeString(config(), moment.config());
    places.keychain.clear();
    places.keychain.putAll(moment.keychain());
    places.file.clear();
    places.file.putAll(moment.file());
  }

  private KeyRing ring() {
    return new KeyRing(new ConfigFile(config(), true), places, folder.resolve("keys.lock"));
  }

  private static KeyRecord record(StoredIn place, String host) {
    return new KeyRecord(
        NAME, place, "", host, null, "t", null, null, false, KeySettings.none(), null);
  }

  private void add(StoredIn place, String host, String secret, boolean replace) {
    ring().add(record(place, host), Secret.of(secret), replace, UnaryOperator.identity());
    note();
  }

  /** Returns the key and the host that a request would use, or "none" if there is no key. */
  private String used() throws Exception {
    Config now = new ConfigFile(config(), true).read();
    KeyResolver resolver =
        new KeyResolver(Map.of(), new KeyIndex(now), places, name -> false, FakePlaces.NO_AWS);
    try {
      KeyResolver.Choice choice = resolver.choose(Catalog.load().get("openai"), NAME, "m");
      return Objects.requireNonNull(choice.credential().secret()).open() + " to " + choice.host();
    } catch (Failure none) {
      assertTrue(none.kind() == Kind.NO_KEY || KeychainFailures.isAbsence(none), () -> none.text());
      return "none";
    }
  }

  private void assertNothingIsLeft() throws Exception {
    JsonObject keys = Json.parseObject(Files.readString(config())).at("keys");
    for (String name : keys.fields().keySet()) {
      assertFalse(KeyChange.isIn(keys.at(name)), keys.toString());
    }
    boolean known = keys.has(NAME.toString());
    String place = known ? keys.at(NAME.toString()).text("stored_in") : "";
    assertEquals("keychain".equals(place), places.keychain.containsKey(NAME.toString()));
    assertEquals("file".equals(place), places.file.containsKey(NAME.toString()));
  }

  private void eachMomentAllows(List<String> uses) throws Exception {
    List<Moment> all = List.copyOf(moments);
    assertTrue(all.size() >= 3, all.toString());
    for (Moment moment : all) {
      returnTo(moment);
      String now = used();
      assertTrue(uses.contains(now), now + " after " + moment);
      // The next change, of another key, finishes the one that was interrupted.
      ring()
          .add(
              new KeyRecord(
                  new KeyName("groq", null),
                  StoredIn.NONE,
                  "",
                  null,
                  null,
                  "t",
                  null,
                  null,
                  false,
                  KeySettings.none(),
                  null),
              null,
              true,
              UnaryOperator.identity());
      String settled = used();
      assertTrue(uses.contains(settled), settled + " after " + moment);
      assertNothingIsLeft();
    }
  }

  @ParameterizedTest(name = "in {0}")
  @EnumSource(names = {"KEYCHAIN", "FILE"})
  void adding_can_end_at_any_moment(StoredIn place) throws Exception {
    add(place, NEW_HOST, "new-secret", false);
    eachMomentAllows(List.of("none", "new-secret to " + NEW_HOST));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({"KEYCHAIN, KEYCHAIN", "FILE, FILE", "KEYCHAIN, FILE", "FILE, KEYCHAIN"})
  void replacing_can_end_at_any_moment(StoredIn from, StoredIn to) throws Exception {
    add(from, OLD_HOST, "old-secret", false);
    moments.clear();
    note();
    add(to, NEW_HOST, "new-secret", true);
    assertEquals("new-secret to " + NEW_HOST, used());
    eachMomentAllows(List.of("old-secret to " + OLD_HOST, "new-secret to " + NEW_HOST));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"KEYCHAIN", "FILE"})
  void replacing_by_a_command_can_end_at_any_moment(StoredIn from) throws Exception {
    add(from, OLD_HOST, "old-secret", false);
    moments.clear();
    note();
    KeyRecord command =
        new KeyRecord(
            NAME,
            StoredIn.COMMAND,
            "",
            NEW_HOST,
            null,
            "t",
            "new-secret",
            null,
            false,
            KeySettings.none(),
            null);
    ring().add(command, null, true, UnaryOperator.identity());
    note();
    eachMomentAllows(List.of("old-secret to " + OLD_HOST, "new-secret to " + NEW_HOST));
  }

  @ParameterizedTest(name = "from {0}")
  @EnumSource(names = {"KEYCHAIN", "FILE"})
  void removing_can_end_at_any_moment(StoredIn place) throws Exception {
    add(place, OLD_HOST, "old-secret", false);
    moments.clear();
    note();
    assertTrue(ring().remove(record(place, OLD_HOST), UnaryOperator.identity()));
    note();
    assertEquals("none", used());
    eachMomentAllows(List.of("none", "old-secret to " + OLD_HOST));
  }

  @Test
  void a_place_that_fails_leaves_the_old_key_and_no_trace() throws Exception {
    add(StoredIn.KEYCHAIN, OLD_HOST, "old-secret", false);
    String before = Files.readString(config());
    places.closed = KeychainFailures.locked(NAME);
    assertThrows(Failure.class, () -> add(StoredIn.KEYCHAIN, NEW_HOST, "new-secret", true));
    assertThrows(
        Failure.class,
        () -> ring().remove(record(StoredIn.KEYCHAIN, OLD_HOST), UnaryOperator.identity()));
    places.closed = null;
    assertEquals("old-secret to " + OLD_HOST, used());
    add(StoredIn.FILE, NEW_HOST, "other", true);
    assertFalse(before.isEmpty());
    assertNothingIsLeft();
  }

  @Test
  void an_unknown_secret_is_never_sent_nor_written_over_unasked() throws Exception {
    add(StoredIn.KEYCHAIN, OLD_HOST, "old-secret", false);
    places.keychain.put(NAME.toString(), "somebody-elses");
    Failure refused = assertThrows(Failure.class, this::used0);
    assertEquals(Kind.KEYCHAIN, refused.kind());
    Files.writeString(config(), "{}");
    assertThrows(Failure.class, () -> add(StoredIn.KEYCHAIN, NEW_HOST, "new-secret", false));
    assertEquals("somebody-elses", places.keychain.get(NAME.toString()));
  }

  @Test
  void a_record_that_names_no_secret_sends_none() throws Exception {
    Files.writeString(
        config(), "{\"keys\":{\"openai\":{\"stored_in\":\"keychain\",\"host\":\"https://x/v1\"}}}");
    places.keychain.put(NAME.toString(), "secret");
    Failure refused = assertThrows(Failure.class, this::used0);
    assertEquals(Kind.KEYCHAIN, refused.kind());
  }

  private void used0() throws Exception {
    Config now = new ConfigFile(config(), true).read();
    new KeyResolver(Map.of(), new KeyIndex(now), places, name -> false, FakePlaces.NO_AWS)
        .choose(Catalog.load().get("openai"), NAME, "m")
        .credential()
        .secret();
  }
}
