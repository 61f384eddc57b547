package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.process.AtExit;
import dev.byok.secrets.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a helper program that prints a key, such as {@code op read op://vault/item/field}. The
 * helper is found on {@code PATH} (relative entries are skipped) or named by its full path, and
 * runs without a shell. It inherits no key that byok knows. Its standard input is empty, so it
 * cannot read a prompt that was piped into byok, but it can ask on the terminal. Its errors go
 * where the caller says.
 */
public final class CommandKey {
  /** The time limit of a helper, long enough for somebody to touch a security key. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int CEILING = 64 * 1024;

  private final ChildEnvironment children;
  private final Duration limit;
  private final OutputStream errors;

  /**
   * @param children what the helper inherits
   * @param errors receives the helper's standard error; closed after the helper has ended
   */
  public CommandKey(ChildEnvironment children, Duration limit, OutputStream errors) {
    this.children = children;
    this.limit = limit;
    this.errors = errors;
  }

  /**
   * Runs the command and returns the key that it prints. A command that cannot be split is a
   * failure of kind {@code USAGE}; most others are of kind {@code KEYCHAIN}. None quotes the
   * output.
   *
   * @param jsonAllowed whether the key may be a JSON object, with spaces and line breaks
   */
  public Secret run(String line, boolean jsonAllowed) {
    HelperCommand command = HelperCommand.of(line);
    Process process = start(command);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Drain output =
        new Drain(process.getInputStream(), printed, CEILING, () -> kill(process))
            .start("byok-helper-output");
    Drain remarks =
        new Drain(process.getErrorStream(), errors, Integer.MAX_VALUE, () -> kill(process))
            .start("byok-helper-errors");
    try (var _ = AtExit.add("byok-helper-end", () -> kill(process))) {
      await(process, command);
      output.settle();
      remarks.settle();
      if (AtExit.isEnding()) {
        throw new IllegalStateException("the process is ending");
      }
    } catch (IllegalStateException ending) {
      throw interrupted(ending);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted(interrupted);
    } finally {
      kill(process);
    }
    if (output.isFull()) {
      throw command.failed("printed more than 64 KiB");
    }
    if (process.exitValue() != 0) {
      throw command.failed("ended with exit code " + process.exitValue());
    }
    return new HelperOutput(command, jsonAllowed).key(printed.toByteArray());
  }

  /** Waits for the helper, but not for programs that it left running. */
  private void await(Process process, HelperCommand command) throws InterruptedException {
    if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw command
          .failed("did not end within " + limit.toSeconds() + " s")
          .hint("run it by hand: it may be waiting for an answer");
    }
  }

  private Process start(HelperCommand command) {
    List<String> words = new ArrayList<>(command.words());
    words.set(0, find(command).toString());
    try {
      Process process = children.builder(words).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException notStarted) {
      throw command.failed("could not be started").causedBy(notStarted);
    }
  }

  /** Returns the program's file. The working directory is never searched: it may be anybody's. */
  private Path find(HelperCommand command) {
    String helper = command.words().getFirst();
    if (helper.indexOf('/') >= 0 || helper.indexOf('\\') >= 0) {
      Path path = Path.of(helper);
      if (!path.isAbsolute()) {
        throw command
            .failed("is not named by its full path")
            .hint("give the full path, or a name that is found on PATH");
      }
      if (!Files.isExecutable(path)) {
        throw notFound(command);
      }
      return path;
    }
    for (String folder : children.path().split(java.io.File.pathSeparator, -1)) {
      for (String suffix : List.of("", ".exe", ".com")) {
        Path path = Path.of(folder, helper + suffix);
        if (path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)) {
          return path;
        }
      }
    }
    throw notFound(command);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Failure notFound(HelperCommand command) {
    return command.failed("was not found").hint("install it, or give its full path");
  }

  private static Failure interrupted(Exception cause) {
    return Failure.of(Kind.INTERRUPTED, "interrupted while waiting for a helper command")
        .causedBy(cause);
  }
}
