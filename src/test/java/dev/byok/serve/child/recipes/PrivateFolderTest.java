package dev.byok.serve.child.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFolderTest {
  @TempDir Path temp;

  private PrivateFolder of(Path original) {
    byte[] content = "own\n".getBytes(StandardCharsets.UTF_8);
    return new PrivateFolder(
        "X_HOME", Path.of(".x"), original, Map.of("own.json", content), List.of("made-later"));
  }

  @Test
  void it_links_to_the_users_entries_but_for_its_own_files_and_is_private() throws Exception {
    Path original = temp.resolve("user");
    Files.createDirectories(original.resolve("folder"));
    Files.writeString(original.resolve("own.json"), "users\n");
    Files.writeString(original.resolve("a b"), "a\n");
    Files.createSymbolicLink(original.resolve("broken"), temp.resolve("nowhere"));
    Path made = of(original).make();
    try {
      Path inside = made.resolve(".x");
      assertEquals("rwx------", modes(made));
      assertEquals("rw-------", modes(inside.resolve("own.json")));
      assertEquals("own\n", Files.readString(inside.resolve("own.json")));
      assertEquals("a\n", Files.readString(inside.resolve("a b")));
      assertTrue(Files.isSymbolicLink(inside.resolve("folder")));
      assertTrue(Files.isSymbolicLink(inside.resolve("broken")));
      Files.writeString(inside.resolve("made-later"), "kept\n");
      Files.writeString(inside.resolve("folder/new"), "kept\n");
    } finally {
      PrivateFolder.remove(made);
    }
    assertFalse(Files.exists(made, LinkOption.NOFOLLOW_LINKS));
    assertEquals("users\n", Files.readString(original.resolve("own.json")));
    assertEquals("kept\n", Files.readString(original.resolve("made-later")));
    assertEquals("kept\n", Files.readString(original.resolve("folder/new")));
    assertEquals("a\n", Files.readString(original.resolve("a b")));
  }

  @Test
  void a_user_without_such_a_folder_gets_none() throws Exception {
    Path made = of(temp.resolve("none")).make();
    assertEquals("own\n", Files.readString(made.resolve(".x/own.json")));
    assertFalse(Files.exists(made.resolve(".x/made-later"), LinkOption.NOFOLLOW_LINKS));
    PrivateFolder.remove(made);
    assertFalse(Files.exists(temp.resolve("none")));
  }

  private static String modes(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
