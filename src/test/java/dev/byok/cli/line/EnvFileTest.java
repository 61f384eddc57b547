package dev.byok.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvFileTest {
  @TempDir private Path folder;

  @Test
  void the_usual_forms_are_read() {
    Map<String, String> variables =
        EnvFile.parse(
            """
            # a comment
            PLAIN=value
            export EXPORTED = spaced\s\s
            SINGLE='it is $HOME `date` # not a comment'
            DOUBLE="a \\"quoted\\" \\\\ line\\nand another"   # a comment
            COMMENTED=value # a comment
            HASH=a#b
            EMPTY=
            NOTHING=# a comment
            MULTI="first
            second=2"
            OPEN="no end
            TWICE=1
            TWICE=2
            this is no line
            9X=no name
            """);
    assertEquals("value", variables.get("PLAIN"));
    assertEquals("spaced", variables.get("EXPORTED"));
    assertEquals("it is $HOME `date` # not a comment", variables.get("SINGLE"));
    assertEquals("a \"quoted\" \\ line\nand another", variables.get("DOUBLE"));
    assertEquals("value", variables.get("COMMENTED"));
    assertEquals("a#b", variables.get("HASH"));
    assertEquals("", variables.get("EMPTY"));
    assertEquals("", variables.get("NOTHING"));
    assertEquals("first\nsecond=2", variables.get("MULTI"));
    assertEquals("\"no end", variables.get("OPEN"));
    assertEquals("2", variables.get("TWICE"));
    assertEquals(11, variables.size(), variables.keySet().toString());
  }

  @Test
  void line_ends_and_marks_of_other_systems_are_no_part_of_a_value() {
    assertEquals(
        Map.of("A", "1", "B", "2"), EnvFile.parse("\uFEFFA=1\r\nB=\"2\"\r\n\r\nexport\r\n"));
  }

  @Test
  void what_cannot_be_read_is_a_failure_of_the_file() throws Exception {
    assertFails(folder.resolve("absent"));
    assertFails(folder);
    Path huge = folder.resolve("huge");
    Files.writeString(huge, "A=" + "x".repeat(1024 * 1024));
    assertFails(huge);
  }

  private static void assertFails(Path file) {
    Failure failure = assertThrows(Failure.class, () -> EnvFile.read(file.toString()));
    assertEquals(Kind.FILE, failure.kind());
  }
}
