package dev.byok.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that byok reports files that are damaged or not its own, and loses none. */
final class HostileFolderTest {
  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();
  private SessionStore store = new SessionStore(Path.of(""), Sessions.clock());

  @BeforeEach
  void aGoodOneIsThere() {
    store = new SessionStore(folder, Sessions.clock());
    store.save(store.begin("good", null, null).with(Sessions.question("hi")));
  }

  @Test
  void a_damaged_file_that_is_asked_for_is_set_aside() throws Exception {
    Files.writeString(folder.resolve("torn.json"), "{\"version\":1,");
    Failure failure = refused("torn");
    assertEquals(
        "the session \"torn\" is damaged: malformed JSON (line 1, column 14)", failure.text());
    assertEquals(List.of("it is kept as \"torn.json.damaged-1\""), failure.details());
    assertEquals("{\"version\":1,", Files.readString(folder.resolve("torn.json.damaged-1")));
    assertNull(store.find("torn"));
    Files.writeString(folder.resolve("torn.json"), "[]");
    assertEquals(List.of("it is kept as \"torn.json.damaged-2\""), refused("torn").details());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z"
      })
  void a_time_of_no_year_that_people_count_is_damage(String time) throws Exception {
    Path file = folder.resolve("good.json");
    String whole = Files.readString(file);
    for (String name : List.of("created", "updated")) {
      String field = "\"" + name + "\":\"";
      Files.writeString(file, whole.replace(field + Sessions.NOW, field + time));
      assertEquals(List.of(), store.list(notices::add));
      assertTrue(
          notices
              .getLast()
              .startsWith(
                  "the session \"good\" is damaged: \""
                      + name
                      + "\" is not of the years 0 to 9999"),
          notices.getLast());
    }
    Files.writeString(file, whole.replace("\"time\":\"" + Sessions.NOW, "\"time\":\"" + time));
    assertEquals(
        "the session \"good\" is damaged: \"time\" is not of the years 0 to 9999 in turn 1",
        refused("good").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void the_first_and_the_last_year_are_peoples(String time) throws Exception {
    Path file = folder.resolve("good.json");
    Files.writeString(file, Files.readString(file).replace(Sessions.NOW.toString(), time));
    assertEquals(time, store.open("good").updated().toString());
    assertEquals(1, store.list(notices::add).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "9007199254740992"})
  void a_number_that_cannot_be_counted_on_is_damage(String number) throws Exception {
    Path file = folder.resolve("good.json");
    Session good = store.open("good");
    String changed =
        Files.readString(file).replace("\"revision\":1,", "\"revision\":" + number + ",");
    Files.writeString(file, changed);
    assertEquals("good-2", store.save(good).name());
    assertEquals(
        "the session \"good\" is damaged: \"revision\" is too large", refused("good").text());
    assertEquals(changed, Files.readString(folder.resolve("good.json.damaged-1")));
  }

  @Test
  void lists_and_the_latest_step_over_damage() throws Exception {
    Files.writeString(folder.resolve("empty.json"), "");
    Files.writeString(folder.resolve("binary.json"), "\u0000\u0001PK");
    Session latest = store.latest(notices::add);
    assertEquals("good", assertNotNullSession(latest).name());
    assertEquals(2, notices.size(), notices.toString());
    assertEquals(
        "the session \"empty\" is damaged: no JSON value (line 1, column 1); it is kept as"
            + " \"empty.json.damaged-1\"",
        notices.getLast());
    notices.clear();
    assertEquals(1, store.list(notices::add).size());
    assertEquals(List.of(), notices);
  }

  /** Damage between a good first and last line is found only when the file is opened. */
  @Test
  void the_latest_one_that_is_damaged_in_its_middle_is_stepped_over() throws Exception {
    new SessionStore(folder, Sessions.later(9))
        .save(store.begin("later", null, null).with(Sessions.question("XYZ")));
    Path file = folder.resolve("later.json");
    Files.writeString(file, Files.readString(file).replace("\"XYZ\"", "\"X\"Z\""));
    assertEquals("good", assertNotNullSession(store.latest(notices::add)).name());
    assertEquals(1, notices.size(), notices.toString());
    assertTrue(Files.exists(folder.resolve("later.json.damaged-1")));
  }

  @Test
  void what_is_no_plain_file_of_ones_own_stays_as_it_is() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "secret");
    Files.createSymbolicLink(folder.resolve("link.json"), elsewhere);
    Files.createSymbolicLink(folder.resolve("loop.json"), folder.resolve("loop.json"));
    Files.createDirectory(folder.resolve("folder.json"));
    Files.copy(folder.resolve("good.json"), folder.resolve("open.json"));
    Files.setPosixFilePermissions(
        folder.resolve("open.json"), PosixFilePermissions.fromString("rw-rw-rw-"));
    for (String name : List.of("link", "loop", "folder", "open")) {
      assertTrue(refused(name).text().startsWith("the session \"" + name + "\" cannot be read: "));
      assertTrue(
          Files.exists(folder.resolve(name + ".json"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }
    assertEquals(1, store.list(notices::add).size());
    assertEquals(4, notices.size(), notices.toString());
    assertEquals("secret", Files.readString(elsewhere));
  }

  /** A session is saved next to a file that is not its own, and that file stays. */
  @Test
  void nothing_is_saved_over_what_is_not_the_same() throws Exception {
    Session good = store.open("good");
    Path file = folder.resolve("good.json");
    Files.writeString(file, "mine");
    assertEquals("good-2", store.save(good.with(Sessions.question("a"))).name());
    assertEquals("good-3", store.append(good, List.of(Sessions.question("b"))).name());
    assertEquals("mine", Files.readString(file));
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("good-2.json"));
    assertEquals("good-4", store.save(good).name());
    assertTrue(Files.isSymbolicLink(file));
  }

  @Test
  void a_newer_format_is_refused_and_kept() throws Exception {
    Path file = folder.resolve("good.json");
    Session good = store.open("good");
    String newer = Files.readString(file).replace("\"version\":1", "\"version\":2,\"new\":true");
    Files.writeString(file, newer);
    Failure failure = refused("good");
    assertEquals(
        "the session \"good\" cannot be read: it was written by a newer byok (format 2)",
        failure.text());
    assertEquals(0, store.list(notices::add).size());
    assertEquals(1, notices.size());
    assertEquals("good-2", store.save(good).name());
    assertEquals(newer, Files.readString(file));
  }

  @Test
  void a_file_that_is_too_large_is_refused_unread() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("big.json").toFile(), "rw")) {
      file.setLength(SessionForm.LARGEST + 1);
    }
    assertEquals(
        "the session \"big\" cannot be read: is larger than 256 MiB", refused("big").text());
    assertTrue(Files.exists(folder.resolve("big.json")));
  }

  @Test
  void a_file_without_rights_is_not_touched() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root reads everything");
    Path file = folder.resolve("good.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assertEquals("the session \"good\" cannot be read: permission denied", refused("good").text());
    assertTrue(Files.exists(file));
  }

  @Test
  void a_copy_or_a_reformatted_file_is_a_session_of_its_own() throws Exception {
    Files.copy(folder.resolve("good.json"), folder.resolve("copy.json"));
    String compact = Files.readString(folder.resolve("good.json")).replace("\n", "");
    Files.writeString(folder.resolve("compact.json"), compact);
    List<SessionListing> listings = store.list(notices::add);
    assertEquals(
        List.of("compact", "copy", "good"), listings.stream().map(SessionListing::name).toList());
    assertEquals("hi", listings.getFirst().title());
    assertEquals(1, listings.getFirst().turns());
    assertEquals("copy", store.save(store.open("copy")).name());
    assertEquals(List.of(), notices);
  }

  @Test
  void what_is_not_named_like_a_session_is_left_alone() throws Exception {
    for (String name :
        List.of("notes.txt", "x.json.damaged-1", ".good.json.999999999-8.tmp", "a b.json")) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertEquals(1, store.list(notices::add).size());
    assertEquals(List.of(), notices);
    store.save(store.open("good"));
    assertFalse(
        Files.exists(folder.resolve(".good.json.999999999-8.tmp")), "a killed process left it");
    assertTrue(Files.exists(folder.resolve("a b.json")));
  }

  @Test
  void a_folder_that_is_a_file_is_a_failure() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    SessionStore broken = new SessionStore(file, Sessions.clock());
    assertNull(broken.find("s"));
    assertEquals(Kind.FILE, assertThrows(Failure.class, () -> broken.list(notices::add)).kind());
    Session begun = broken.begin("s", null, null);
    Failure unsaved = assertThrows(Failure.class, () -> broken.save(begun));
    assertEquals(Kind.FILE, unsaved.kind());
    assertEquals("set BYOK_HOME to a folder elsewhere, if this cannot be fixed", unsaved.hint());
  }

  private Failure refused(String name) {
    Failure failure = assertThrows(Failure.class, () -> store.find(name));
    assertEquals(Kind.FILE, failure.kind());
    assertNotNull(failure.hint());
    return failure;
  }

  private static Session assertNotNullSession(@org.jspecify.annotations.Nullable Session session) {
    if (session == null) {
      throw new AssertionError("there is none");
    }
    return session;
  }
}
