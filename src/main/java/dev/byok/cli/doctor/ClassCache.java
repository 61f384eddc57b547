package dev.byok.cli.doctor;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the runtime uses the image's class cache. A normal start silently continues
 * without a cache that it cannot use, so this starts the runtime a second time, with flags that
 * make it refuse. That runs in the background while other things are checked.
 */
final class ClassCache implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(5);

  /** The launcher's flags, which the cache must match. A test compares them. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTReplayTraining",
          "-XX:CompileThresholdScaling=8",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+SuppressFatalErrorMessage");

  /** What the system needs to load a program's libraries; none of these holds a key. */
  private static final List<String> PASSED_ON = List.of("LD_LIBRARY_PATH", "SystemRoot");

  private static final int CEILING = 64 * 1024;

  private final Image image;
  private final Path file;
  private final Duration limit;
  private final @Nullable Process process;
  private final CompletableFuture<String> output = new CompletableFuture<>();

  private ClassCache(Image image, Path file, Duration limit, @Nullable Process process) {
    this.image = image;
    this.file = file;
    this.limit = limit;
    this.process = process;
  }

  /**
   * Starts the runtime.
   *
   * @param file the class cache to use
   * @param env byok's own environment
   * @param limit how long the runtime may take
   */
  static ClassCache start(Image image, Path file, Map<String, String> env, Duration limit) {
    ProcessBuilder builder = new ProcessBuilder(command(image, file)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    for (String name : PASSED_ON) {
      String value = env.get(name);
      if (value != null) {
        builder.environment().put(name, value);
      }
    }
    try {
      Process started = builder.start();
      started.getOutputStream().close();
      ClassCache cache = new ClassCache(image, file, limit, started);
      Thread.ofPlatform().daemon().name("byok-class-cache").start(() -> cache.read(started));
      return cache;
    } catch (IOException notStarted) {
      // The row of this check reports it.
      return new ClassCache(image, file, limit, null);
    }
  }

  private static List<String> command(Image image, Path file) {
    List<String> words = new ArrayList<>();
    words.add(image.runtime().resolve("bin/java").toString());
    words.add("-XX:AOTCache=" + file);
    words.add("-XX:AOTMode=on");
    // Otherwise bytes that have changed since would only show up as a crash.
    words.add("-XX:+VerifySharedSpaces");
    words.addAll(List.of("-Xlog:disable", "-Xlog:aot=warning:stdout:none"));
    words.addAll(FLAGS);
    words.add("--enable-native-access=" + Image.MODULE);
    words.addAll(List.of("-m", Image.MODULE + "/dev.byok.Main", "--version"));
    return words;
  }

  private void read(Process running) {
    try (InputStream in = running.getInputStream()) {
      output.complete(new String(in.readNBytes(CEILING), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      output.completeExceptionally(broken);
    }
  }

  /** Waits for the runtime's answer. Fails if the runtime does not use the cache. */
  Finding finding() {
    if (process == null) {
      return Finding.of("not known: the runtime could not be started once more");
    }
    try {
      String said = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return late();
      }
      if (process.exitValue() == 0) {
        return Finding.of("used: " + file);
      }
      throw unused(reason(file, said));
    } catch (TimeoutException late) {
      return late();
    } catch (ExecutionException broken) {
      return Finding.of("not known: what the runtime said could not be read");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted while waiting for the runtime")
          .causedBy(interrupted);
    }
  }

  private Finding late() {
    return Finding.of("not known: the runtime did not answer within " + limit.toSeconds() + " s");
  }

  private Failure unused(String reason) {
    return Failure.of(Kind.FILE, "not used, so byok starts a tenth of a second later: " + reason)
        .hint(
            Files.exists(image.folder().resolve("../../pom.xml"))
                ? "build the image again: mvn -DskipTests package"
                : "reinstall byok completely: its files only work together");
  }

  /** Explains the refusal. The runtime's own words are used only for an unknown message. */
  private static String reason(Path cache, String said) {
    String file = UserWord.quoted(cache) + " ";
    if (!Files.exists(cache)) {
      return file + "is missing";
    }
    if (!Files.isRegularFile(cache)) {
      return file + "is not a file";
    }
    if (!Files.isReadable(cache)) {
      return file + "cannot be read: permission denied";
    }
    if (said.contains("truncated")) {
      return file + "is cut short";
    }
    if (said.contains("magic number") || said.contains("Unable to read")) {
      return file + "is not a class cache";
    }
    if (said.contains("Checksum verification failed") || said.contains("checksum")) {
      return file + "is damaged";
    }
    if (said.contains("has changed")
        || said.contains("is not the one used")
        || said.contains("does not equal")
        || said.contains("different version or build")) {
      return file + "was made for another runtime";
    }
    return file + "was refused: " + said.lines().findFirst().orElse("without a word");
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
