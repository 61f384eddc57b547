package dev.byok.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks who may have written a file, with simulated names, owners and permissions. */
final class TrustTest {
  private static final int ME = 1000;
  private static final int MALLORY = 1001;
  private static final int ROOT = 0;

  @TempDir Path etc;

  /** What each name is. Links really exist, since their targets are read. */
  private final Map<String, Attributes> names = new TreeMap<>();

  private final List<Path> looks = new ArrayList<>();

  @BeforeEach
  void a_home() throws IOException {
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0::/root:/bin/sh
        me:x:1000:1000::/home/me:/bin/sh
        mallory:x:1001:1001::/:/bin/sh
        two:x:1002:50::/:/bin/sh
        """);
    Files.writeString(
        etc.resolve("group"), "root:x:0:\nme:x:1000:\nstaff:x:50:\nfriends:x:60:me,mallory\n");
    for (String folder : List.of("/", "/home", "/srv")) {
      folder(folder, ROOT, 0755);
    }
    folder("/tmp", ROOT, 01777);
    folder("/home/me", ME, 0700);
    folder("/home/me/.config", ME, 0755);
    file("/home/me/.config/config.json", ME, 0600);
  }

  private void folder(String path, int uid, int mode) {
    names.put(path, new Attributes(uid, uid, 0040000 | mode, 2));
  }

  private void file(String path, int uid, int mode) {
    names.put(path, new Attributes(uid, uid, 0100000 | mode, 1));
  }

  private Trust trust() {
    return new Trust(
        new Users(etc, ME),
        path -> {
          looks.add(path);
          Attributes found = names.get(path.toString());
          if (found == null) {
            throw new NoSuchFileException(path.toString());
          }
          return found;
        });
  }

  private void refused(String file, String thing, String why) {
    FileSystemException refused =
        assertThrows(
            FileSystemException.class, () -> trust().requireFile(Path.of(file), true, false));
    assertEquals(thing, refused.getFile());
    assertTrue(String.valueOf(refused.getReason()).contains(why), refused.getReason());
  }

  private void accepted(String file) {
    assertDoesNotThrow(() -> trust().requireFile(Path.of(file), true, false));
  }

  @Test
  void a_file_of_ones_own_in_folders_of_ones_own_is_trusted() {
    accepted("/home/me/.config/config.json");
    file("/home/me/.config/roots", ROOT, 0644);
    accepted("/home/me/.config/roots");
  }

  @ParameterizedTest(name = "{0} with mode {1}")
  @CsvSource({
    "/home/me, 0777",
    "/home/me, 01777",
    "/home/me, 0702",
    "/home/me/.config, 0777",
    "/home, 0777",
    "/, 0757",
    "/home/me/.config, 0720"
  })
  void a_folder_that_others_may_write_to_is_refused_wherever_it_is(String folder, String mode) {
    Attributes before = Objects.requireNonNull(names.get(folder));
    int gid = mode.equals("0720") ? 60 : before.gid();
    names.put(folder, new Attributes(before.uid(), gid, 0040000 | Integer.parseInt(mode, 8), 2));
    refused("/home/me/.config/config.json", folder, "can be written by others (rwx");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/home/me", "/home/me/.config", "/home"})
  void a_folder_of_somebody_else_is_refused(String folder) {
    names.put(folder, new Attributes(MALLORY, MALLORY, 0040755, 2));
    refused("/home/me/.config/config.json", folder, "belongs to another user");
  }

  @Test
  void roots_sticky_folder_is_passed_through_and_what_others_put_there_is_not() {
    folder("/tmp/mine", ME, 0700);
    file("/tmp/mine/config.json", ME, 0600);
    accepted("/tmp/mine/config.json");
    file("/tmp/config.json", ME, 0600);
    accepted("/tmp/config.json");
    names.put("/tmp/config.json", new Attributes(ME, ME, 0100600, 2));
    refused("/tmp/config.json", "/tmp/config.json", "hard link");
  }

  @ParameterizedTest(name = "the group {0} may {1} write")
  @CsvSource({"1000, ''", "50, not", "60, not", "0, not", "777, not"})
  void the_right_of_a_group_counts_unless_it_is_the_users_alone(int gid, String not) {
    names.put("/home/me", new Attributes(ME, gid, 0040775, 2));
    if (not.isEmpty()) {
      accepted("/home/me/.config/config.json");
    } else {
      refused("/home/me/.config/config.json", "/home/me", "can be written by others");
    }
  }

  @Test
  void a_group_named_as_the_user_counts_when_it_has_another_member() throws IOException {
    names.put("/home/me", new Attributes(ME, 1000, 0040775, 2));
    Files.writeString(etc.resolve("group"), "me:x:1000:me\n");
    accepted("/home/me/.config/config.json");
    Files.writeString(etc.resolve("group"), "me:x:1000:me,mallory\n");
    refused("/home/me/.config/config.json", "/home/me", "can be written by others");
    Files.writeString(etc.resolve("group"), "me:x:1000:\n");
    Files.writeString(etc.resolve("passwd"), "me:x:1000:1000::/:/x\nmallory:x:1001:1000::/:/x\n");
    refused("/home/me/.config/config.json", "/home/me", "can be written by others");
  }

  @Test
  void the_file_itself_must_be_a_plain_one_that_only_its_owner_writes() {
    file("/home/me/.config/config.json", ME, 0602);
    refused(
        "/home/me/.config/config.json",
        "/home/me/.config/config.json",
        "can be written by others (rw-----w-)");
    names.put("/home/me/.config/config.json", new Attributes(ME, ME, 0010600, 1));
    refused("/home/me/.config/config.json", "/home/me/.config/config.json", "is not a plain file");
    names.put("/home/me/.config/config.json", new Attributes(ME, ME, 0040700, 1));
    refused("/home/me/.config/config.json", "/home/me/.config/config.json", "is a folder");
  }

  @Test
  void what_is_written_in_place_has_no_other_name() throws IOException {
    names.put("/home/me/.config/lock", new Attributes(ME, ME, 0100600, 2));
    Path lock = Path.of("/home/me/.config/lock");
    trust().requireFile(lock, false, false);
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> trust().requireFile(lock, false, true));
    assertTrue(String.valueOf(refused.getReason()).contains("hard link"));
  }

  @Test
  void a_prompt_costs_one_look_a_name() throws IOException {
    Trust trust = trust();
    file("/home/me/.config/usage.json", ME, 0600);
    trust.requireFile(Path.of("/home/me/.config/config.json"), true, false);
    assertEquals(5, looks.size());
    trust.requireFile(Path.of("/home/me/.config/usage.json"), false, false);
    trust.requireFile(Path.of("/home/me/.config/usage.json"), false, true);
    trust.requireFolder(Path.of("/home/me/.config"));
    assertEquals(7, looks.size());
  }

  @Test
  void a_folder_of_ones_own_belongs_to_the_user_and_nobody_else_can_write_to_it()
      throws IOException {
    folder("/tmp/mine", ME, 0700);
    assertDoesNotThrow(() -> trust().requireOwnFolder(Path.of("/home/me/.config")));
    assertDoesNotThrow(() -> trust().requireOwnFolder(Path.of("/tmp/mine")));
    folder("/home/me/open", ME, 0757);
    folder("/home/me/theirs", MALLORY, 0755);
    for (String folder : List.of("/tmp", "/srv", "/home/me/open", "/home/me/theirs")) {
      assertThrows(
          UntrustedFileException.class, () -> trust().requireOwnFolder(Path.of(folder)), folder);
    }
  }

  @Test
  void a_link_to_a_folder_of_ones_own_is_followed() throws IOException {
    Path link = etc.resolve("link");
    Files.createSymbolicLink(link, Path.of("/home/me/.config"));
    Path other = etc.resolve("other");
    Files.createSymbolicLink(other, Path.of("/srv"));
    for (Path way = etc; way != null; way = way.getParent()) {
      folder(way.toString(), ROOT, 0755);
    }
    names.put(link.toString(), new Attributes(ME, ME, 0120777, 1));
    names.put(other.toString(), new Attributes(ME, ME, 0120777, 1));
    assertDoesNotThrow(() -> trust().requireOwnFolder(link));
    assertThrows(UntrustedFileException.class, () -> trust().requireOwnFolder(other));
  }
}
