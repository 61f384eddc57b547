package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.testing.Launcher;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the runtime of the finished image about its class cache, in every state of the cache. */
final class ClassCacheIT {
  @TempDir private Path temp;

  @Test
  void every_state_of_the_cache_is_told_apart() throws Exception {
    Image image = copyOfTheImage();
    Path cache = image.classCache();
    Path good = Files.copy(cache, temp.resolve("good.aot"));
    assertEquals("used: " + cache, find(image).message());

    Files.setLastModifiedTime(cache, java.nio.file.attribute.FileTime.fromMillis(0));
    Path modules = image.runtime().resolve("lib/modules");
    Files.setLastModifiedTime(modules, java.nio.file.attribute.FileTime.fromMillis(0));
    assertEquals("used: " + cache, find(image).message());

    Files.delete(cache);
    assertUnused(image, "is missing");
    Files.copy(good, cache);
    try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertUnused(image, "is cut short");
    Files.writeString(cache, "garbage".repeat(10_000));
    assertUnused(image, "is not a class cache");
    Files.write(cache, new byte[0]);
    assertUnused(image, "is not a class cache");
    Files.delete(cache);
    Files.createDirectory(cache);
    assertUnused(image, "is not a file");
    Files.delete(cache);

    Files.copy(good, cache);
    flipTheMiddle(cache);
    assertUnused(image, "is damaged");

    Files.copy(good, cache, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("used: " + cache, find(image).message());
    Files.write(modules, new byte[] {0}, StandardOpenOption.APPEND);
    assertUnused(image, "was made for another runtime");
  }

  private static void assertUnused(Image image, String reason) {
    Failure failure = assertThrows(Failure.class, () -> find(image));
    assertEquals(Kind.FILE, failure.kind());
    String text = failure.text();
    assertTrue(text.endsWith("\"" + image.classCache() + "\" " + reason), text);
  }

  private static Finding find(Image image) {
    try (ClassCache cache =
        ClassCache.start(image, image.classCache(), Map.of(), Duration.ofSeconds(60))) {
      return cache.finding();
    }
  }

  private static void flipTheMiddle(Path file) throws IOException {
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.allocate(4096);
      long middle = channel.size() / 2;
      channel.position(middle).read(octets);
      for (int i = 0; i < octets.position(); i++) {
        octets.put(i, (byte) ~octets.get(i));
      }
      channel.position(middle).write(octets.flip());
    }
  }

  private Image copyOfTheImage() throws Exception {
    Path copy = temp.toRealPath().resolve("image");
    Process copying =
        new ProcessBuilder("cp", "-a", Launcher.IMAGE.toString(), copy.toString())
            .inheritIO()
            .start();
    assertEquals(0, copying.waitFor());
    return new Image(copy);
  }
}
