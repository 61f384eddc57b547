package dev.byok.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
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

final class SessionStoreTest {
  @TempDir private Path home;
  private final List<String> notices = new ArrayList<>();
  private Path folder = Path.of("");
  private SessionStore store = new SessionStore(folder, Sessions.clock());

  @BeforeEach
  void open() {
    folder = home.resolve("data").resolve("sessions");
    store = new SessionStore(folder, Sessions.clock());
  }

  @Test
  void a_new_session_is_written_only_when_it_is_saved() {
    Session begun = store.begin(null, "openai/m", "be brief");
    assertTrue(begun.name().matches("2026-11-21-181530-[a-z2-9]{3}"), begun.name());
    assertEquals(36, begun.taskId().length());
    assertNotEquals(begun.taskId(), store.begin(null, null, null).taskId());
    assertFalse(Files.exists(home.resolve("data")));
    assertNull(store.latest(notices::add));
    assertEquals(List.of(), store.list(notices::add));
    assertNull(store.find(begun.name()));
  }

  @Test
  void what_is_saved_is_found() {
    Session saved = store.save(store.begin("trip", "openai/m", "s").with(Sessions.question("hi")));
    assertEquals(1, saved.revision());
    assertEquals(saved, store.open("trip"));
    Session again = store.save(saved.with(Sessions.answer("ho")));
    assertEquals(2, again.revision());
    assertEquals(again, store.find("trip"));
    assertEquals(List.of("hi", "ho"), Sessions.texts(store.open("trip")));
  }

  @Test
  void only_the_owner_reaches_it() throws Exception {
    store.save(store.begin("trip", null, null));
    assertEquals("rwx------", modes(home.resolve("data")));
    assertEquals("rwx------", modes(folder));
    assertEquals("rw-------", modes(folder.resolve("trip.json")));
    assertEquals("rw-------", modes(folder.resolve(".lock")));
  }

  @Test
  void a_session_saved_twice_from_the_same_state_loses_nothing() {
    Session read = store.save(store.begin("trip", null, null).with(Sessions.question("a")));
    Session first = store.save(read.with(Sessions.question("b")));
    Session second = store.save(read.with(Sessions.question("c")));
    Session third = store.save(read.with(Sessions.question("d")));
    assertEquals("trip", first.name());
    assertEquals("trip-2", second.name());
    assertEquals("trip-3", third.name());
    assertEquals(List.of("a", "b"), Sessions.texts(store.open("trip")));
    assertEquals(List.of("a", "c"), Sessions.texts(store.open("trip-2")));
    assertEquals("trip-2", store.save(second.with(Sessions.question("e"))).name());
  }

  @Test
  void what_is_saved_beside_another_is_a_task_of_its_own() {
    Session read = store.save(store.begin("trip", null, null).with(Sessions.question("a")));
    Session first = store.save(read.with(Sessions.question("b")));
    Session second = store.save(read.with(Sessions.question("c")));
    assertEquals(read.taskId(), first.taskId());
    assertNotEquals(read.taskId(), second.taskId());
    assertEquals(second.taskId(), store.open("trip-2").taskId());
    assertEquals(second.taskId(), store.save(second.with(Sessions.question("d"))).taskId());
  }

  @Test
  void empty_instructions_are_none() {
    assertNull(store.begin("trip", null, "").system());
    assertEquals(" ", store.begin("trip", null, " ").system());
  }

  @Test
  void the_highest_number_of_savings_is_not_passed() throws Exception {
    store.save(store.begin("trip", null, null).with(Sessions.question("a")));
    Path file = folder.resolve("trip.json");
    Files.writeString(
        file, Files.readString(file).replace("\"revision\":1,", "\"revision\":9007199254740991,"));
    Session read = store.open("trip");
    SessionStore after = new SessionStore(folder, Sessions.later(60));
    assertEquals("trip", after.save(read.with(Sessions.question("b"))).name());
    assertEquals("trip-2", after.save(read.with(Sessions.question("c"))).name());
    assertEquals(List.of("a", "b"), Sessions.texts(after.open("trip")));
  }

  @Test
  void two_new_sessions_of_one_name_are_two() {
    Session one = store.begin("trip", null, null);
    Session other = store.begin("trip", null, null);
    assertEquals("trip", store.save(one).name());
    assertEquals("trip-2", store.save(other).name());
  }

  @Test
  void another_session_that_took_the_name_is_not_replaced_though_its_number_is_the_same() {
    Session read = store.save(store.begin("trip", null, null));
    store.remove("trip");
    store.save(store.begin("trip", null, null).with(Sessions.question("new")));
    assertEquals("trip-2", store.save(read.with(Sessions.question("old"))).name());
    assertEquals(List.of("new"), Sessions.texts(store.open("trip")));
  }

  @Test
  void a_removed_session_is_written_again() {
    Session saved = store.save(store.begin("trip", null, null).with(Sessions.question("a")));
    store.remove("trip");
    assertNull(store.find("trip"));
    Session again = store.save(saved.with(Sessions.question("b")));
    assertEquals("trip", again.name());
    assertEquals(List.of("a", "b"), Sessions.texts(store.open("trip")));
    store.remove("trip");
    store.append(again, List.of(Sessions.question("c")));
    assertEquals(List.of("a", "b", "c"), Sessions.texts(store.open("trip")));
  }

  @Test
  void appended_turns_go_behind_what_is_there() {
    Session base = store.save(store.begin("trip", "openai/m", "x").with(Sessions.question("a")));
    store.append(base, List.of(Sessions.question("b"), Sessions.answer("c")));
    Session other = base.withModel("gemini/m").withSystem("y");
    Session last = store.append(other, List.of(Sessions.question("d"), Sessions.answer("e")));
    assertEquals("trip", last.name());
    assertEquals(3, last.revision());
    assertEquals(List.of("a", "b", "c", "d", "e"), Sessions.texts(store.open("trip")));
    assertEquals("gemini/m", last.model());
    assertEquals("y", last.system());
    assertEquals(base.taskId(), last.taskId());
  }

  @Test
  void the_list_has_the_newest_first() {
    store.save(store.begin("old", "openai/m", null).with(Sessions.question("How\n is it?")));
    new SessionStore(folder, Sessions.later(60)).save(store.begin("new", null, null));
    assertEquals(
        List.of(
            new SessionListing("new", null, 0, Sessions.NOW, Sessions.NOW.plusSeconds(60), null),
            new SessionListing("old", "openai/m", 1, Sessions.NOW, Sessions.NOW, "How is it?")),
        store.list(notices::add));
    Session latest = store.latest(notices::add);
    assertEquals("new", latest == null ? "none" : latest.name());
    assertEquals(List.of(), notices);
  }

  @Test
  void a_title_is_cut_behind_a_word() {
    String text = "word ".repeat(11) + "\u00e4\ud83d\ude00rest and more";
    store.save(store.begin("s", null, null).with(Sessions.question(text)));
    assertEquals("word ".repeat(11).strip() + "…", store.list(notices::add).getFirst().title());
    store.save(store.begin("t", null, null).with(Sessions.question("x".repeat(61))));
    assertEquals("x".repeat(60) + "…", store.list(notices::add).getLast().title());
  }

  @Test
  void an_unknown_name_brings_those_that_are_like_it() {
    store.save(store.begin("travel", null, null));
    Failure failure = assertThrows(Failure.class, () -> store.open("travle"));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("there is no session \"travle\"", failure.text());
    assertEquals("did you mean travel?", failure.hint());
    assertEquals(
        "byok sessions list shows them",
        assertThrows(Failure.class, () -> store.remove("zzz")).hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a b",
        ".x",
        "-x",
        "_x",
        "ä",
        "a\0",
        "a\n",
        "CON",
        "nul",
        "com1.txt",
        "a:b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void other_names_are_refused(String name) {
    assertEquals(
        Kind.USAGE, assertThrows(Failure.class, () -> store.begin(name, null, null)).kind());
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> store.find(name)).kind());
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> store.remove(name)).kind());
  }

  @Test
  void the_longest_name_can_be_numbered() {
    String name = "n".repeat(64);
    Session read = store.save(store.begin(name, null, null));
    store.save(read);
    assertEquals("n".repeat(62) + "-2", store.save(read).name());
  }

  private static String modes(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
