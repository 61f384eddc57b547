package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageTest {
  @TempDir private Path temp;

  @Test
  void is_known_by_the_runtime_and_the_jar_as_the_launcher_names_them() throws Exception {
    Image image = ImageFolders.make(temp.resolve("byok 0.1.0"));
    String folder = temp.resolve("byok 0.1.0").toString();
    assertEquals(
        image,
        Image.of(
            ImageFolders.properties(folder + "/runtime", folder + "/bin/../lib/byok/byok.jar")));
  }

  @Test
  void is_its_real_folder_however_many_links_lead_there() throws Exception {
    Image image = ImageFolders.make(temp.resolve("candidates/byok/0.1.0"));
    Path current =
        Files.createSymbolicLink(temp.resolve("candidates/byok/current"), Path.of("0.1.0"));
    assertEquals(
        image,
        Image.of(
            ImageFolders.properties(
                image.runtime().toString(), current + "/bin/../lib/byok/byok.jar")));
  }

  @Test
  void is_none_with_another_runtime_a_class_folder_or_nothing() throws Exception {
    Image image = ImageFolders.make(temp.resolve("image"));
    String jar = image.jar().toString();
    assertNull(Image.of(ImageFolders.properties(temp.toString(), jar)));
    assertNull(Image.of(ImageFolders.properties("", jar)));
    assertNull(Image.of(ImageFolders.properties(image.runtime().toString(), "target/classes")));
    assertNull(Image.of(ImageFolders.properties(image.runtime().toString(), "")));
    Path elsewhere = Files.createFile(temp.resolve("byok.jar"));
    assertNull(Image.of(ImageFolders.properties(image.runtime().toString(), elsewhere.toString())));
    Files.delete(image.jar());
    assertNull(Image.of(ImageFolders.properties(image.runtime().toString(), jar)));
  }
}
