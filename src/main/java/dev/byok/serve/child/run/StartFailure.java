package dev.byok.serve.child.run;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells why a command that was found could not be started, as a shell would. */
final class StartFailure {
  private static final int NO_SUCH_FILE = 2;
  private static final int TOO_LONG = 7;

  /** Java's words: {@code Exec failed, error: 2 (No such file or directory)}. */
  private static final Pattern EXEC = Pattern.compile("(?:Exec failed, error: |error=)(\\d{1,3})");

  private StartFailure() {}

  /**
   * Returns the end of a program that never began.
   *
   * @throws Failure if it is byok's own part that does not work
   */
  static ChildProcess.Ended of(String word, IOException refusal) {
    String name = UserWord.quoted(word);
    Matcher exec = EXEC.matcher(String.valueOf(refusal.getMessage()));
    if (!exec.find()) {
      throw Failure.of(Kind.FILE, "byok cannot start " + name + ": " + Causes.of(refusal))
          .hint("if it stays so, reinstall byok completely: its files only work together")
          .causedBy(refusal);
    }
    int error = Integer.parseInt(exec.group(1));
    String why =
        switch (error) {
          case NO_SUCH_FILE -> ": its interpreter does not exist";
          case TOO_LONG -> ": its arguments and variables are too long";
          default -> ": the system refuses to execute it";
        };
    return new ChildProcess.Ended(
        error == NO_SUCH_FILE ? CommandSearch.NOT_FOUND : CommandSearch.NOT_EXECUTABLE,
        "cannot run " + name + why);
  }
}
