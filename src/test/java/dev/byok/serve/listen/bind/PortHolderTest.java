package dev.byok.serve.listen.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks who is named as the holder of a port, on a system that is made of files. */
final class PortHolderTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  @TempDir private Path proc = Path.of("/");

  @BeforeEach
  void aSystem() throws IOException {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/tcp"),
        HEAD
            + socket("0100007F:1EC6", "0A", 4711)
            + socket("0100007F:1EC7", "01", 4712)
            + socket("0100007F:1EC8", "0A", 4713));
    Files.writeString(
        proc.resolve("net/tcp6"),
        HEAD + socket("00000000000000000000000000000000:1EC9", "0A", 4714));
    process(10, "init", "/sbin/init", 1);
    process(300, "odd\u001b[2J", "odd --token sk-secret", 4711);
    process(301, "java", "/x/java\0-m\0byok/dev.byok.Main\0serve", 4714);
  }

  private static String socket(String local, String state, int inode) {
    return "   0: "
        + local
        + " 00000000:0000 "
        + state
        + " 00000000:00000000 00:00000000 00000000  1000        0 "
        + inode
        + " 1 0 100 0 0 10 0\n";
  }

  private void process(int pid, String name, String arguments, int socket) throws IOException {
    Path folder = proc.resolve(Integer.toString(pid));
    Files.createDirectories(folder.resolve("fd"));
    Files.writeString(folder.resolve("comm"), name + "\n");
    Files.writeString(folder.resolve("cmdline"), arguments);
    Files.createSymbolicLink(folder.resolve("fd/0"), Path.of("/dev/null"));
    Files.createSymbolicLink(folder.resolve("fd/3"), Path.of("socket:[" + socket + "]"));
  }

  private @Nullable String words(int port) {
    PortHolder holder = PortHolder.of(proc, port);
    return holder == null ? null : holder.words();
  }

  @Test
  void a_process_is_named_and_its_arguments_are_not() {
    assertEquals(" by odd␛[2J (pid 300)", words(0x1EC6));
  }

  @Test
  void another_byok_is_called_byok() {
    assertEquals(" by byok (pid 301)", words(0x1EC9));
  }

  @Test
  void a_process_of_another_user_stays_unknown() {
    assertEquals("", words(0x1EC8));
  }

  @Test
  void a_connection_is_no_listener() {
    assertNull(words(0x1EC7));
    assertNull(words(1));
  }

  @Test
  void a_process_that_ends_meanwhile_is_a_program() throws IOException {
    Files.delete(proc.resolve("300/comm"));
    Files.delete(proc.resolve("300/cmdline"));
    assertEquals(" by a program (pid 300)", words(0x1EC6));
  }

  @Test
  void a_system_without_such_files_tells_nothing() {
    assertNull(PortHolder.of(proc.resolve("none"), 0x1EC6));
    assertNotNull(PortHolder.of(proc, 0x1EC6));
  }
}
