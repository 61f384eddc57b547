package dev.byok.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemediesTest {
  private static final String ELSEWHERE =
      "set BYOK_HOME to a folder elsewhere, if this cannot be fixed";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "File too large",
        "Disk quota exceeded",
        "There is not enough space on the disk"
      })
  void a_disk_that_takes_no_more_wants_room(String reason) {
    String room = "free space on that disk, or set BYOK_HOME to a folder elsewhere";
    assertEquals(room, Remedies.of(new IOException(reason)));
    assertEquals(room, Remedies.of(new FileSystemException("/a/b", null, reason)));
  }

  @Test
  void a_lock_is_freed_by_whoever_holds_it() {
    assertEquals(
        "find the byok process that is still running, and end it",
        Remedies.of(new LockTimeoutException(Path.of("/No space left/.lock"))));
  }

  @Test
  void a_folder_that_refuses_is_made_writable() {
    String writable = "make the folder writable for you, or set BYOK_HOME";
    assertEquals(writable, Remedies.of(new AccessDeniedException("/a/b")));
    assertEquals(
        writable, Remedies.of(new FileSystemException("/a/b", null, "Read-only file system")));
  }

  @Test
  void the_name_of_a_file_is_no_reason() {
    assertEquals(ELSEWHERE, Remedies.of(new FileSystemException("/No space left", null, null)));
    assertEquals(ELSEWHERE, Remedies.of(new IOException()));
  }
}
