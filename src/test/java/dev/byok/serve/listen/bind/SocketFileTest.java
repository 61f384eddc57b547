package dev.byok.serve.listen.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks where a Unix socket may be, and what it may replace. */
final class SocketFileTest {
  @TempDir private Path folder = Path.of("/");
  private Path path = folder;

  @BeforeEach
  void aFolder() throws IOException {
    path = folder.resolve("byok.sock");
    modes(folder, "rwx------");
  }

  private static void modes(Path path, String modes) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(modes));
  }

  private Bound listen() {
    return Bound.to(new Address.Socket(path));
  }

  private Failure refused(Kind kind) {
    Failure refused = assertThrows(Failure.class, () -> listen().close());
    assertEquals(kind, refused.kind(), refused.text());
    return refused;
  }

  private void connect() throws IOException {
    SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString())
          .filter(each -> !each.equals(".byok.sock.lock"))
          .sorted()
          .toList();
    }
  }

  /** Leaves a socket whose process has ended. */
  private void abandon() throws IOException {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path));
    }
    assertTrue(Files.exists(path));
  }

  @Test
  void the_socket_is_the_users_alone_and_is_removed_at_the_end() throws IOException {
    try (Bound bound = listen()) {
      assertEquals(path, bound.path());
      assertEquals(0, bound.port());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      assertEquals(List.of("byok.sock"), names());
      connect();
      bound.channels().getFirst().accept().close();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void a_socket_at_which_nobody_answers_is_replaced() throws IOException {
    abandon();
    try (Bound bound = listen()) {
      connect();
      assertEquals(List.of("byok.sock"), names());
      assertEquals(1, bound.channels().size());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void a_socket_at_which_somebody_answers_stays() throws IOException {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path), 1);
      assertEquals(
          "another program listens at \"" + path + "\" already", refused(Kind.UNAVAILABLE).text());
      // A full queue also tells that somebody is there.
      for (int i = 0; i < 4; i++) {
        refused(Kind.UNAVAILABLE);
      }
      other.accept().close();
      assertEquals(List.of("byok.sock"), names());
    }
  }

  @Test
  void a_socket_that_another_process_has_put_there_is_not_removed() throws IOException {
    Bound first = listen();
    Files.delete(path);
    try (Bound second = listen()) {
      first.close();
      connect();
      assertEquals(List.of("byok.sock"), names());
      assertEquals(path, second.path());
    }
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"there", "nowhere"})
  void a_symbolic_link_is_refused(String target) throws IOException {
    Files.writeString(folder.resolve("there"), "mine");
    Files.createSymbolicLink(path, folder.resolve(target));
    assertTrue(refused(Kind.FILE).text().endsWith(": is a symbolic link"));
    assertTrue(Files.isSymbolicLink(path));
    assertEquals("mine", Files.readString(folder.resolve("there")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "folder", "fifo"})
  void what_is_not_a_socket_is_refused_and_stays(String what) throws Exception {
    switch (what) {
      case "file" -> Files.writeString(path, "mine");
      case "folder" -> Files.createDirectory(path);
      default -> assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }
    assertTrue(refused(Kind.FILE).text().endsWith(": is not a socket"));
    assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    assertEquals(List.of("byok.sock"), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx----w-", "rwxrwxrwx"})
  void a_folder_that_others_can_write_to_is_refused(String modes) throws IOException {
    modes(folder, modes);
    Failure refused = refused(Kind.FILE);
    assertTrue(refused.text().endsWith("can be written by others (" + modes + ")"), refused.text());
    assertEquals("choose a folder that only you can write to", refused.hint());
    assertEquals(List.of(), names());
  }

  @Test
  void a_folder_that_others_can_read_will_do() throws IOException {
    modes(folder, "rwxr-xr-x");
    try (Bound bound = listen()) {
      assertEquals(path, bound.path());
      connect();
    }
  }

  @Test
  void the_systems_folder_for_everybody_is_refused() {
    path = Path.of("/tmp/byok-test-" + ProcessHandle.current().pid() + ".sock");
    assertTrue(refused(Kind.FILE).text().contains("can be written by others"));
    assertFalse(Files.exists(path));
  }

  @Test
  void a_folder_that_is_not_there_is_not_made() {
    path = folder.resolve("none/byok.sock");
    Failure refused = refused(Kind.FILE);
    assertTrue(refused.text().endsWith(": its folder does not exist"));
    assertEquals("mkdir -m 700 \"" + folder.resolve("none") + "\"", refused.hint());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void a_path_that_is_too_long_is_refused() {
    path = folder.resolve("x".repeat(104));
    assertEquals("the path of a socket can have 103 bytes at the most", refused(Kind.USAGE).text());
    path = Path.of("/");
    refused(Kind.USAGE);
  }

  @Test
  void of_many_that_start_at_once_one_gets_the_path() throws Exception {
    for (int round = 0; round < 20; round++) {
      abandon();
      List<Bound> got = new CopyOnWriteArrayList<>();
      List<Failure> failed = new CopyOnWriteArrayList<>();
      List<Thread> threads =
          Stream.generate(() ->
                  Thread.ofPlatform()
                      .start(() -> {
                        try {
                          got.add(listen());
                        } catch (Failure taken) {
                          failed.add(taken);
                        }
                      }))
              .limit(8)
              .toList();
      for (Thread each : threads) {
        each.join();
      }
      assertEquals(1, got.size(), failed.toString());
      connect();
      got.getFirst().close();
      assertEquals(List.of(), names());
    }
  }
}
