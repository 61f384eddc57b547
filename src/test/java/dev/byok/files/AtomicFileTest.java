package dev.byok.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  private static final long OWN = ProcessHandle.current().pid();

  @TempDir Path temp;

  /** Process ids are reused, so only a process that is old enough can have written the file. */
  @Test
  void what_a_process_that_is_gone_left_is_removed_and_nothing_else() throws Exception {
    Path folder = Files.createDirectory(temp.toRealPath().resolve("own"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path target = folder.resolve("x.json");
    for (String name :
        new String[] {
          ".x.json." + OWN + "-1.tmp",
          ".x.json.999999999-1.tmp",
          ".y.json.999999999-1.tmp",
          ".x.json.tmp",
          ".x.json.a-b.tmp"
        }) {
      Files.writeString(folder.resolve(name), "half");
    }
    Path reused = Files.writeString(folder.resolve(".x.json." + OWN + "-2.tmp"), "half");
    Files.setLastModifiedTime(reused, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
    AtomicFile.write(target, "whole".getBytes(StandardCharsets.UTF_8));
    TreeSet<String> left = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(file -> left.add(file.getFileName().toString()));
    }
    assertEquals(
        "[.x.json."
            + OWN
            + "-1.tmp, .x.json.a-b.tmp, .x.json.tmp, .y.json.999999999-1.tmp, x.json]",
        left.toString());
    assertEquals("whole", Files.readString(target));
  }
}
