package dev.byok.keys;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A key that a helper program prints, such as {@code op read op://vault/item/field}. The helper is
 * found on {@code PATH} (entries that are no full path are passed over) or named by its full path,
 * and runs without a shell. It gets no key that byok knows of, an empty standard input (a prompt
 * piped into byok is not its to read; it can still ask on the terminal), and its errors go where
 * the caller says.
 */
public final class CommandKey {
  /** How long a helper may take; long enough for somebody to touch a security key. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int CEILING = 64 * 1024;

  private final Map<String, String> env;
  private final Duration limit;
  private final OutputStream errors;

  /**
   * @param env the environment that the helper inherits
   * @param withheld names of variables that hold keys, which it does not inherit
   * @param errors gets what the helper writes to its standard error
   */
  public CommandKey(
      Map<String, String> env, Set<String> withheld, Duration limit, OutputStream errors) {
    this.env = ChildEnvironment.of(env, withheld);
    this.limit = limit;
    this.errors = errors;
  }

  /**
   * Runs the command and takes its output, without one newline at the end. A failure of kind {@code
   * USAGE} when the command cannot be split, else {@code KEYCHAIN}; none quotes the output.
   */
  public Secret run(String command) {
    List<String> words = new ArrayList<>(CommandWords.split(command));
    String helper = words.getFirst();
    words.set(0, find(helper).toString());
    Process process = start(words, helper);
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    daemon("byok-helper-output", new Output(process, output));
    Thread drain = daemon("byok-helper-errors", new Errors(process, errors));
    Thread atEnd = new Thread(() -> kill(process), "byok-helper-end");
    try {
      Runtime.getRuntime().addShutdownHook(atEnd);
      Secret secret = finish(process, output, drain, helper);
      Runtime.getRuntime().removeShutdownHook(atEnd);
      return secret;
    } catch (IllegalStateException ending) {
      throw Failure.of(Kind.INTERRUPTED, "interrupted while waiting for a helper command")
          .causedBy(ending);
    } finally {
      kill(process);
    }
  }

  private Secret finish(
      Process process, CompletableFuture<byte[]> output, Thread drain, String helper) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      byte[] bytes = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (bytes.length > CEILING) {
        throw failed(helper, "printed more than 64 KiB");
      }
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw late(helper);
      }
      drain.join(Duration.ofMillis(Math.max(1, (deadline - System.nanoTime()) / 1_000_000)));
      if (process.exitValue() != 0) {
        throw failed(helper, "ended with exit code " + process.exitValue());
      }
      return value(bytes, helper);
    } catch (TimeoutException timeout) {
      throw late(helper).causedBy(timeout);
    } catch (ExecutionException broken) {
      throw failed(helper, "could not be read from").causedBy(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted while waiting for a helper command")
          .causedBy(interrupted);
    }
  }

  private static Secret value(byte[] bytes, String helper) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }
    if (text.isBlank()) {
      throw failed(helper, "printed nothing");
    }
    return Secret.of(text);
  }

  private Process start(List<String> words, String helper) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(env);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException notStarted) {
      throw failed(helper, "could not be started").causedBy(notStarted);
    }
  }

  /** The program's file. The working directory is never looked into: it may be anybody's. */
  private Path find(String helper) {
    if (helper.indexOf('/') >= 0 || helper.indexOf('\\') >= 0) {
      Path path = Path.of(helper);
      if (!path.isAbsolute()) {
        throw failed(helper, "is not named by its full path")
            .hint("give the full path, or a name that is found on PATH");
      }
      if (!Files.isExecutable(path)) {
        throw notFound(helper);
      }
      return path;
    }
    for (String folder : env.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
      for (String suffix : List.of("", ".exe", ".com")) {
        Path path = Path.of(folder, helper + suffix);
        if (path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)) {
          return path;
        }
      }
    }
    throw notFound(helper);
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Failure notFound(String helper) {
    return failed(helper, "was not found").hint("install it, or give its full path");
  }

  private Failure late(String helper) {
    return failed(helper, "did not end within " + limit.toSeconds() + " s")
        .hint("run it by hand: it may be waiting for an answer");
  }

  private static Failure failed(String helper, String what) {
    return Failure.of(Kind.KEYCHAIN, "the helper command " + UserWord.quoted(helper) + " " + what)
        .hint("run it by hand to see why");
  }

  /** Reads the helper's output, up to one byte past the ceiling. */
  private record Output(Process process, CompletableFuture<byte[]> result) implements Runnable {
    @Override
    public void run() {
      try (InputStream in = process.getInputStream()) {
        result.complete(in.readNBytes(CEILING + 1));
      } catch (IOException broken) {
        result.completeExceptionally(broken);
      }
    }
  }

  /** Passes the helper's errors on; when they cannot be passed on, the helper still may write. */
  private record Errors(Process process, OutputStream to) implements Runnable {
    @Override
    public void run() {
      OutputStream out = to;
      byte[] buffer = new byte[1024];
      try (InputStream in = process.getErrorStream()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          out = pass(buffer, count, out);
        }
      } catch (IOException killed) {
        // The stream ends this way when the helper is killed; why it was is told elsewhere.
        return;
      }
    }

    private static OutputStream pass(byte[] buffer, int count, OutputStream out) {
      try {
        out.write(buffer, 0, count);
        out.flush();
        return out;
      } catch (IOException closed) {
        // The key matters more than the helper's remarks.
        return OutputStream.nullOutputStream();
      }
    }
  }
}
