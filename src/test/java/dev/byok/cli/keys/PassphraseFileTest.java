package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code BYOK_PASSPHRASE_FILE}: any bytes, in a file that only its owner can write to. */
final class PassphraseFileTest {
  private static final String KEY = "sk-of-the-key-file-0123456789";
  private static final byte[] RANDOM = {
    (byte) 0xe4, 0, 7, (byte) 0xff, '\n', (byte) 0x80, (byte) 0xc3, ' ', 0x1b, (byte) 0xfe
  };

  @TempDir Path home;
  private CliRunner byok;
  private Path file;

  @BeforeEach
  void setUp() throws IOException {
    file = home.resolve("passphrase");
    Files.write(file, RANDOM);
    byok =
        new CliRunner(home)
            .env("BYOK_KEYSTORE", "file")
            .env("BYOK_PASSPHRASE_FILE", file.toString());
  }

  @Test
  void every_byte_of_the_file_counts() throws Exception {
    assertOpens(add());
    for (int i = 0; i < RANDOM.length; i++) {
      byte[] changed = RANDOM.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertWrong(add());
    }
    Files.write(file, RANDOM);
    assertOpens(add());
  }

  @Test
  void one_newline_at_the_end_is_no_part_of_it() throws Exception {
    assertOpens(add());
    Files.write(file, with(RANDOM, "\n"));
    assertOpens(add());
    Files.write(file, with(RANDOM, "\r\n"));
    assertOpens(add());
    for (String more : new String[] {"\n\n", "\r", " ", "\0", "\n\r"}) {
      Files.write(file, with(RANDOM, more));
      assertWrong(add());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void an_empty_passphrase_is_refused(String content) throws Exception {
    Files.writeString(file, content);
    CliRunner.Result result = add();
    Scenario.assertFailure(result, 11);
    assertTrue(result.err().startsWith("byok: the passphrase is empty"), result.err());
    assertFalse(Files.exists(home.resolve("keys.enc")));
  }

  @Test
  void the_limit_is_told() throws Exception {
    Files.write(file, new byte[64 * 1024 + 1]);
    assertRefused(add(), "is larger than 64 KiB");
    Files.write(file, new byte[64 * 1024]);
    assertOpens(add());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-", "rw-rw-r--", "rwxrwxrwx", "r--r--rw-"})
  void a_file_that_others_can_write_to_is_refused(String mode) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    CliRunner.Result result = add();
    assertRefused(result, "can be written by others (" + mode + ")");
    assertTrue(result.err().contains("  hint: chmod go-w " + file + "\n"), result.err());
    Path link = Files.createSymbolicLink(home.resolve("link"), file);
    byok.env("BYOK_PASSPHRASE_FILE", link.toString());
    assertRefused(add(), "can be written by others (" + mode + ")");
  }

  @Test
  void a_file_that_others_can_only_read_is_taken_also_through_links_as_secrets_are_mounted()
      throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Path data = Files.createDirectory(home.resolve("..data"));
    Files.move(file, data.resolve("p"));
    Files.createSymbolicLink(file, Path.of("..data/p"));
    assertOpens(add());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null", "/no/such/file", "no-such-relative-file", "/"})
  void what_is_no_file_is_named(String name) {
    byok.env("BYOK_PASSPHRASE_FILE", name);
    CliRunner.Result result = add();
    Scenario.assertFailure(result, 12);
    assertTrue(
        result.err().startsWith("byok: the passphrase file \"" + name + "\" cannot be read: "),
        result.err());
  }

  @Test
  void a_pipe_is_read_once() throws Exception {
    assertOpens(add());
    Path pipe = home.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor());
    byok.env("BYOK_PASSPHRASE_FILE", pipe.toString());
    Thread writer = Thread.ofPlatform().daemon().start(() -> write(pipe));
    // Reads the file twice, because an existing key is read before it is replaced.
    assertOpens(add());
    writer.join();
  }

  private static void write(Path pipe) {
    try {
      Files.write(pipe, with(RANDOM, "\n"));
    } catch (IOException nobodyReads) {
      throw new IllegalStateException(nobodyReads);
    }
  }

  private CliRunner.Result add() {
    return byok.stdin(KEY)
        .run(
            "keys",
            "add",
            "openai-compatible",
            "--host",
            "http://127.0.0.1:1/v1",
            "--no-verify",
            "--force",
            "-q");
  }

  private static void assertOpens(CliRunner.Result result) {
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
  }

  private static void assertWrong(CliRunner.Result result) {
    Scenario.assertFailure(result, 11);
    assertTrue(result.err().startsWith("byok: wrong passphrase"), result.err());
  }

  private void assertRefused(CliRunner.Result result, String why) {
    Scenario.assertFailure(result, 12);
    assertTrue(result.err().contains("\" " + why), result.err());
    assertFalse(Files.exists(home.resolve("keys.enc")));
  }

  private static byte[] with(byte[] bytes, String more) {
    byte[] end = more.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, bytes.length + end.length);
    System.arraycopy(end, 0, all, bytes.length, end.length);
    return all;
  }
}
