package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationLookTest {
  @TempDir private Path temp;
  private String path = "";
  private Path root = Path.of("/");

  @BeforeEach
  void real() throws Exception {
    root = temp.toRealPath();
  }

  private Finding look(Image image) {
    return new InstallationLook(path).of(image);
  }

  private void onPath(Path folder) {
    path = root.resolve("nothing") + ":" + folder;
  }

  @Test
  void a_keg_is_homebrews() throws Exception {
    Image image = ImageFolders.make(root.resolve("opt/homebrew/Cellar/byok/0.1.0/libexec"));
    Path bin = Files.createDirectories(root.resolve("opt/homebrew/bin"));
    Files.createSymbolicLink(bin.resolve("byok"), Path.of("../Cellar/byok/0.1.0/libexec/bin/byok"));
    onPath(bin);
    Finding found = look(image);
    assertEquals(
        "by Homebrew, in "
            + root.resolve("opt/homebrew/Cellar/byok/0.1.0")
            + "; upgraded by: brew upgrade byok",
        found.message());
    assertNull(found.hint());
  }

  @Test
  void a_script_that_homebrew_wraps_it_in_is_the_same_installation() throws Exception {
    Path keg = root.resolve("usr/local/Cellar/byok/0.1.0");
    Image image = ImageFolders.make(keg.resolve("libexec"));
    onPath(program(keg.resolve("bin")));
    assertNull(look(image).hint());
  }

  @Test
  void a_candidate_is_sdkmans() throws Exception {
    Image image = ImageFolders.make(root.resolve("sdk/candidates/byok/0.1.0"));
    Path current =
        Files.createSymbolicLink(root.resolve("sdk/candidates/byok/current"), Path.of("0.1.0"));
    onPath(current.resolve("bin"));
    Finding found = look(image);
    assertEquals(
        "by SDKMAN, in " + image.folder() + "; upgraded by: sdk upgrade byok", found.message());
    assertNull(found.hint());
  }

  @Test
  void a_candidate_that_is_not_on_path_is_made_the_default() throws Exception {
    Image image = ImageFolders.make(root.resolve("home/.sdkman/candidates/byok/0.1.0"));
    Finding found = look(image);
    assertTrue(found.message().startsWith("by SDKMAN, in " + image.folder()), found.message());
    assertEquals("sdk default byok 0.1.0", found.hint());
  }

  @Test
  void a_build_beside_its_pom_is_a_source_tree() throws Exception {
    Image image = ImageFolders.make(root.resolve("byok/target/image"));
    assertTrue(look(image).message().startsWith("from an archive"), look(image).message());
    Files.createFile(root.resolve("byok/pom.xml"));
    onPath(program(root.resolve("byok/dist")));
    Finding found = look(image);
    assertTrue(
        found.message().startsWith("from a source tree, in " + root.resolve("byok") + ";"),
        found.message());
    assertNull(found.hint());
  }

  @Test
  void anything_else_is_an_archive() throws Exception {
    Image image = ImageFolders.make(root.resolve("it's/byok-0.1.0"));
    Finding found = look(image);
    assertTrue(found.message().startsWith("from an archive, in "), found.message());
    assertTrue(found.message().endsWith("; PATH leads to no byok"), found.message());
    assertEquals(
        "mkdir -p ~/.local/bin && ln -sfn '"
            + image.launcher().toString().replace("'", "'\\''")
            + "' ~/.local/bin/byok (or another folder of PATH)",
        found.hint());
  }

  @Test
  void another_byok_that_comes_first_is_named() throws Exception {
    Image image = ImageFolders.make(root.resolve("byok-0.1.0"));
    Path other = program(root.resolve("other"));
    path = other + ":" + image.folder().resolve("bin");
    Finding found = look(image);
    assertTrue(
        found.message().endsWith("; PATH leads to another byok first: " + other.resolve("byok")),
        found.message());
    assertTrue(
        assertNotNullHint(found).endsWith("you are running " + image.launcher()), found.hint());
    path = image.folder().resolve("bin") + ":" + other;
    assertNull(look(image).hint());
  }

  @Test
  void what_is_no_program_is_passed_over() throws Exception {
    Image image = ImageFolders.make(root.resolve("byok-0.1.0"));
    Path odd = Files.createDirectories(root.resolve("odd"));
    Files.createDirectory(odd.resolve("byok"));
    Path plain = Files.createDirectories(root.resolve("plain"));
    Files.createFile(plain.resolve("byok"));
    Path loop = Files.createDirectories(root.resolve("loop"));
    Files.createSymbolicLink(loop.resolve("byok"), Path.of("byok"));
    path = "no\0path:" + odd + ":" + plain + ":" + loop + ":" + image.folder().resolve("bin");
    assertNull(look(image).hint());
  }

  private static String assertNotNullHint(Finding found) {
    assertNotNull(found.hint());
    return String.valueOf(found.hint());
  }

  private static Path program(Path folder) throws Exception {
    Files.createDirectories(folder);
    assertTrue(Files.createFile(folder.resolve("byok")).toFile().setExecutable(true));
    return folder;
  }
}
