package dev.byok.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFuzzTest {
  @TempDir private static Path folder;

  /** Any file is read, or it is refused and left as it is. */
  @FuzzTest(maxDuration = "30s")
  void any_file_is_read_or_refused(byte[] content) throws Exception {
    Path file = folder.resolve("config.json");
    Files.write(file, content);
    ConfigFile config = new ConfigFile(file, true);
    Config read;
    try {
      read = config.read();
    } catch (Failure refused) {
      assertEquals(Kind.FILE, refused.kind());
      assertArrayEquals(content, Files.readAllBytes(file));
      return;
    }
    assertEquals(read.setting("retries"), config.read().setting("retries"));
    assertEquals(
        "demo/echo", config.change(now -> now.withAlias("a", "demo/echo")).aliases().get("a"));
    assertEquals(read.aliases().containsKey("b"), config.read().aliases().containsKey("b"));
    try {
      assertEquals(read.keys().fields().size(), new KeyIndex(config.read()).all().size());
    } catch (Failure refused) {
      assertEquals(true, refused.kind() == Kind.FILE || refused.kind() == Kind.USAGE);
    }
  }
}
