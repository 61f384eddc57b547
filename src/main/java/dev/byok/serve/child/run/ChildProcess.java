package dev.byok.serve.child.run;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.serve.child.Plan;
import dev.byok.serve.child.posix.Calls;
import dev.byok.serve.child.posix.Posix;
import dev.byok.serve.child.recipes.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in byok's place: with the caller's terminal, files, limits and signals, in the
 * same process group. While it runs, byok must print nothing.
 */
public final class ChildProcess {
  private final Plan plan;
  private final CommandSearch.Found found;
  private final Map<String, String> env;
  private final @Nullable Posix posix;

  /**
   * @param found where the command was found
   * @param env the environment of this process, in which the launcher hands over what it changed
   * @param calls the system's calls, which this waits for
   */
  public ChildProcess(Plan plan, CommandSearch.Found found, Map<String, String> env, Calls calls) {
    this.plan = plan;
    this.found = found;
    this.env = env;
    this.posix = calls.await();
  }

  /**
   * How a program ended.
   *
   * @param exitCode its own; 128 and the signal's number if a signal ended it; 126 or 127 if it
   *     could not be started
   * @param problem what to say, or null
   */
  public record Ended(int exitCode, @Nullable String problem) {}

  /**
   * Runs the program and waits for its end, but not for programs that it leaves running.
   *
   * @throws Failure if it cannot be prepared
   */
  public Ended run() {
    PrivateFolder needed = plan.folder();
    Path folder = needed == null ? null : make(needed);
    Ended ended;
    try {
      ended = posix == null ? runPlainly(folder) : runWith(posix, folder);
    } catch (RuntimeException broken) {
      remove(folder);
      throw broken;
    }
    String left = remove(folder);
    return ended.problem() == null ? new Ended(ended.exitCode(), left) : ended;
  }

  /** Windows tells both of a Ctrl-C. */
  private Ended runPlainly(@Nullable Path folder) {
    try (SignalHandlers handlers = new SignalHandlers()) {
      handlers.handle("INT", () -> {});
      return new Ended(awaitEnd(builder(folder).start()), null);
    } catch (IOException refused) {
      return StartFailure.of(found.word(), refused);
    }
  }

  private Ended runWith(Posix system, @Nullable Path folder) {
    try (PassedSignals signals = new PassedSignals(system, env)) {
      Process process = start(system, folder);
      signals.to(process);
      return new Ended(awaitEnd(process), null);
    } catch (IOException refused) {
      return StartFailure.of(found.word(), refused);
    }
  }

  private Process start(Posix system, @Nullable Path folder) throws IOException {
    CallersLimits limits = CallersLimits.set(system, env);
    try {
      return builder(folder).start();
    } finally {
      limits.restore();
    }
  }

  private ProcessBuilder builder(@Nullable Path folder) {
    List<String> words = new ArrayList<>(plan.command());
    words.set(0, found.word());
    ProcessBuilder builder =
        new ProcessBuilder(
                posix == null ? words : CallersLimits.command(posix.numbers(), env, words))
            .inheritIO();
    plan.applyTo(builder.environment());
    PrivateFolder needed = plan.folder();
    if (needed != null && folder != null) {
      builder.environment().put(needed.variable(), folder.toString());
    }
    return builder;
  }

  /** The program's end decides, whatever else is asked of this thread. */
  private static int awaitEnd(Process process) {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return process.exitValue();
  }

  private static Path make(PrivateFolder needed) {
    try {
      return needed.make();
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, "a private folder for the program cannot be made: " + Causes.of(broken))
          .hint("check that the folder for temporary files can be written")
          .causedBy(broken);
    }
  }

  /** Returns what to say if the folder could not be removed, otherwise null. */
  private static @Nullable String remove(@Nullable Path folder) {
    try {
      if (folder != null) {
        PrivateFolder.remove(folder);
      }
      return null;
    } catch (IOException stays) {
      return UserWord.quoted(folder) + " could not be deleted: " + Causes.of(stays);
    }
  }
}
