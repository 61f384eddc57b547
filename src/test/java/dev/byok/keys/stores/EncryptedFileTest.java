package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncryptedFileTest extends KeyStoreContract {
  private static final KeyName NAME = KeyName.parse("openai");

  /** A file from a version that knew only the first format, with the passphrase "correct horse". */
  private static final String OF_TEXT =
      "Ynlva2tleXMAAAABAAC4AAAAAAEAAAABONyZL61P2G2wZFobyXX9mE6TlXr2bFaX5dmtX148aAWX"
          + "q8Etb/Q86XhwXykvS4maKSZtUWyC6uakDW9NW67Y5B62/OBhSJFQa3choQZ9qyAoco010hJblm4W"
          + "GbIp9MC2H2vNT0VSkmdKLur5hg5u1k2rK0Zy7W3c";

  /** The same, with a passphrase of bytes that are not UTF-8. */
  private static final String OF_OTHER_BYTES =
      "Ynlva2tleXMAAAABAAC4AAAAAAEAAAABgDuLBx5bVjPPNjuao3eU9AvaT7JalzpCPF47Vk3kSk2F"
          + "lChv2QD5mF9Hhbevp2DyBw4bg+ndz2RpSwiB5MgMS6KhBTKp/TlOjviLrKLaIMHzmDPyA/f0+ZWr"
          + "u7C5VSeEklpabWwVfXjgUvFSFSYE4bbEALo+z7tB";

  @TempDir Path folder;
  private int asked;

  @Override
  EncryptedFile store() {
    return store("correct horse");
  }

  private EncryptedFile store(String passphrase) {
    return new EncryptedFile(
        file(),
        _ -> {
          asked++;
          return PassphraseBytes.typed(Secret.of(passphrase));
        });
  }

  private Path file() {
    return folder.resolve("keys.enc");
  }

  @Test
  void every_flipped_byte_is_noticed_and_nothing_is_written_over() throws Exception {
    store().write(NAME, Secret.of(Canary.VALUE));
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      assertDamaged(flipped);
    }
    Files.write(file(), whole);
    assertTrue(store().read(NAME).equals(Secret.of(Canary.VALUE)));
  }

  @Test
  void every_truncation_is_noticed() throws Exception {
    store().write(NAME, Secret.of(Canary.VALUE));
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void a_changed_content_under_a_fresh_checksum_is_noticed() throws Exception {
    store().write(NAME, Secret.of(Canary.VALUE));
    byte[] whole = Files.readAllBytes(file());
    whole[whole.length - 40] ^= 1;
    assertDamaged(resealed(whole));
  }

  @Test
  void forged_key_derivation_parameters_are_refused_before_they_are_used() throws Exception {
    store().write(NAME, Secret.of(Canary.VALUE));
    byte[] whole = Files.readAllBytes(file());
    int[][] forgeries = {
      {12, Integer.MAX_VALUE},
      {12, -1},
      {12, 300_000},
      {12, 7},
      {16, 0},
      {16, 1_000_000},
      {16, -5},
      {20, 0},
      {20, 100_000},
      {20, -1}
    };
    for (int[] forgery : forgeries) {
      byte[] forged = whole.clone();
      ByteBuffer.wrap(forged).putInt(forgery[0], forgery[1]);
      assertDamaged(resealed(forged));
    }
  }

  @Test
  void a_wrong_passphrase_is_told_from_damage_and_changes_nothing() throws Exception {
    store().write(NAME, Secret.of(Canary.VALUE));
    byte[] before = Files.readAllBytes(file());
    EncryptedFile other = store("wrong-CANARY");
    Failure read = assertThrows(Failure.class, () -> other.read(NAME));
    Failure written = assertThrows(Failure.class, () -> other.write(NAME, Secret.of("x")));
    Failure removed = assertThrows(Failure.class, () -> other.remove(NAME));
    for (Failure failure : List.of(read, written, removed)) {
      assertEquals(Kind.KEYCHAIN, Canary.absentFrom(failure).kind());
      assertTrue(failure.text().startsWith("wrong passphrase"), failure.text());
    }
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void asks_for_the_passphrase_once_and_only_when_there_is_something_to_decrypt() {
    EncryptedFile store = store();
    assertThrows(Failure.class, () -> store.read(NAME));
    assertEquals(0, asked);
    store.write(NAME, Secret.of("one"));
    store.write(NAME, Secret.of("two"));
    store.read(NAME);
    assertEquals(1, asked);
  }

  @Test
  void a_wrong_passphrase_is_forgotten_and_the_right_one_kept() {
    store().write(NAME, Secret.of("one"));
    List<String> typed = new ArrayList<>(List.of("wrong", "wrong too", "correct horse"));
    EncryptedFile store =
        new EncryptedFile(file(), _ -> PassphraseBytes.typed(Secret.of(typed.removeFirst())));
    assertThrows(Failure.class, () -> store.read(NAME));
    assertThrows(Failure.class, () -> store.write(NAME, Secret.of("two")));
    assertEquals(Secret.of("one"), store.read(NAME));
    assertEquals(Secret.of("one"), store.read(NAME));
    assertEquals(List.of(), typed);
  }

  @Test
  void an_empty_passphrase_is_refused() {
    EncryptedFile store = store("");
    Failure failure = assertThrows(Failure.class, () -> store.write(NAME, Secret.of("x")));
    assertEquals("the passphrase is empty", failure.text());
    assertFalse(Files.exists(file()));
  }

  @Test
  void salt_and_nonce_are_fresh_on_every_write_and_the_secret_is_not_readable() throws Exception {
    EncryptedFile store = store();
    store.write(NAME, Secret.of(Canary.VALUE));
    byte[] first = Files.readAllBytes(file());
    store.write(NAME, Secret.of(Canary.VALUE));
    byte[] second = Files.readAllBytes(file());
    assertFalse(Arrays.equals(first, 24, 40, second, 24, 40));
    assertFalse(Arrays.equals(first, 40, 52, second, 40, 52));
    assertFalse(new String(second, StandardCharsets.ISO_8859_1).contains("CANARY"));
  }

  /** Uses a child process, since only a new process can have another umask. */
  @Test
  void the_file_and_its_lock_are_private_under_an_open_umask() throws Exception {
    Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask 000; exec \"$@\"",
                "sh",
                java.toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                StoreOne.class.getName(),
                file().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), output);
    for (Path made : List.of(file(), folder.resolve("keys.enc.lock"))) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  /** Stores one key in the file that is its argument. */
  static final class StoreOne {
    public static void main(String[] args) {
      new EncryptedFile(Path.of(args[0]), _ -> PassphraseBytes.typed(Secret.of("pass")))
          .write(NAME, Secret.of("x"));
    }
  }

  @Test
  void a_file_that_others_can_write_to_is_refused() throws Exception {
    store().write(NAME, Secret.of("x"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-----w-"));
    assertEquals(Kind.FILE, assertThrows(Failure.class, () -> store().read(NAME)).kind());
  }

  @Test
  void a_symbolic_link_in_its_place_is_refused_and_its_target_untouched() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(file(), victim);
    EncryptedFile store = store();
    assertEquals(
        Kind.FILE, assertThrows(Failure.class, () -> store.write(NAME, Secret.of("x"))).kind());
    assertEquals(Kind.FILE, assertThrows(Failure.class, () -> store.remove(NAME)).kind());
    assertEquals("precious", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(file()));
  }

  @Test
  void concurrent_writers_lose_no_key() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      KeyName name = KeyName.parse("openai:k" + i);
      EncryptedFile own = store();
      writers.add(Thread.ofPlatform().start(() -> own.write(name, Secret.of("v-" + name))));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    EncryptedFile store = store();
    for (int i = 0; i < 8; i++) {
      KeyName name = KeyName.parse("openai:k" + i);
      assertTrue(store.read(name).equals(Secret.of("v-" + name)));
    }
  }

  @Test
  void a_file_of_the_first_format_is_read_and_renewed_at_the_next_write() throws Exception {
    Files.write(file(), Base64.getDecoder().decode(OF_TEXT));
    EncryptedFile store = store();
    assertEquals(Secret.of("of-the-old-file"), store.read(NAME));
    assertArrayEquals(Base64.getDecoder().decode(OF_TEXT), Files.readAllBytes(file()));
    store.write(KeyName.parse("mistral"), Secret.of("new"));
    assertEquals(2, ByteBuffer.wrap(Files.readAllBytes(file())).getInt(8));
    assertEquals(Secret.of("of-the-old-file"), store().read(NAME));
    assertEquals(Secret.of("new"), store().read(KeyName.parse("mistral")));
  }

  /** The first format took all bytes that are not UTF-8 for the same character. */
  @Test
  void after_the_renewal_only_the_same_bytes_open_the_file() throws Exception {
    byte[] right = {'p', (byte) 0xe4, (byte) 0xf6, 0, (byte) 0xff};
    byte[] other = {'p', (byte) 0xfc, (byte) 0xdf, 0, (byte) 0xfe};
    Files.write(file(), Base64.getDecoder().decode(OF_OTHER_BYTES));
    assertEquals(Secret.of("of-the-old-file"), store(other).read(NAME));
    store(right).write(NAME, Secret.of("renewed"));
    assertEquals(Secret.of("renewed"), store(right).read(NAME));
    Failure failure = assertThrows(Failure.class, () -> store(other).read(NAME));
    assertTrue(failure.text().startsWith("wrong passphrase"), failure.text());
  }

  @Test
  void every_byte_of_a_passphrase_counts() {
    byte[] random = new byte[32];
    new java.util.Random(7).nextBytes(random);
    store(random).write(NAME, Secret.of("x"));
    for (int i = 0; i < random.length; i += 5) {
      byte[] changed = random.clone();
      changed[i] ^= 1;
      assertThrows(Failure.class, () -> store(changed).read(NAME), "byte " + i);
    }
    assertThrows(Failure.class, () -> store(Arrays.copyOf(random, 31)).read(NAME));
    assertEquals(Secret.of("x"), store(random).read(NAME));
  }

  @Test
  void a_format_of_the_future_is_not_taken_for_damage_of_the_content() throws Exception {
    store().write(NAME, Secret.of("x"));
    byte[] file = Files.readAllBytes(file());
    ByteBuffer.wrap(file).putInt(8, 3);
    assertDamaged(resealed(file));
    ByteBuffer.wrap(file).putInt(8, 1);
    assertDamaged(resealed(file));
  }

  private EncryptedFile store(byte[] passphrase) {
    return new EncryptedFile(file(), _ -> PassphraseBytes.of(passphrase));
  }

  private void assertDamaged(byte[] content) throws Exception {
    Files.write(file(), content);
    for (Failure failure :
        List.of(
            assertThrows(Failure.class, () -> store().read(NAME)),
            assertThrows(Failure.class, () -> store().write(NAME, Secret.of(Canary.VALUE))))) {
      assertEquals(Kind.FILE, Canary.absentFrom(failure).kind());
      assertTrue(failure.text().endsWith("is damaged"), failure.text());
    }
    assertArrayEquals(content, Files.readAllBytes(file()));
  }

  private static byte[] resealed(byte[] file) throws Exception {
    byte[] body = Arrays.copyOf(file, file.length - 32);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    System.arraycopy(digest, 0, file, body.length, digest.length);
    return file;
  }
}
