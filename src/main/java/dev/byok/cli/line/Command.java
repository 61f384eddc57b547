package dev.byok.cli.line;

/**
 * A command: a record of what it needs, made when its line has been read. What can fail to be made
 * is asked for in {@link #run}. Its name, options and words are a static method {@code spec()}.
 */
public interface Command {
  /**
   * Runs the command and returns its exit code, 0 as a rule.
   *
   * @throws dev.byok.failure.Failure when it did not do what it should
   */
  int run(Arguments given);
}
