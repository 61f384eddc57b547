package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageTest {
  @TempDir private Path temp;

  @Test
  void is_known_by_the_runtime_and_its_module() throws Exception {
    Image image = ImageFolders.make(temp.resolve("byok 0.1.0"));
    String folder = temp.resolve("byok 0.1.0").toString();
    assertEquals(image, Image.of(ImageFolders.properties(folder + "/bin/../runtime", "byok")));
  }

  @Test
  void is_its_real_folder_however_many_links_lead_there() throws Exception {
    Image image = ImageFolders.make(temp.resolve("candidates/byok/0.1.0"));
    Path current =
        Files.createSymbolicLink(temp.resolve("candidates/byok/current"), Path.of("0.1.0"));
    assertEquals(image, Image.of(ImageFolders.properties(current + "/runtime", "byok")));
  }

  @Test
  void is_none_with_another_runtime_another_module_or_nothing() throws Exception {
    Image image = ImageFolders.make(temp.resolve("image"));
    String runtime = image.runtime().toString();
    assertNull(Image.of(ImageFolders.properties(temp.toString(), "byok")));
    assertNull(Image.of(ImageFolders.properties("", "byok")));
    assertNull(Image.of(ImageFolders.properties(runtime, "other")));
    assertNull(Image.of(ImageFolders.properties(runtime, "")));
    assertNull(Image.of(new Properties()));
    Files.delete(image.folder().resolve("lib/byok"));
    assertNull(Image.of(ImageFolders.properties(runtime, "byok")));
  }
}
