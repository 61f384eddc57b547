package dev.byok.cli.line;

/**
 * A command: a record of the collaborators it needs, made after the command line is parsed.
 * Collaborators that can fail to be made are requested in {@link #run}. The static method {@code
 * spec()} returns the command's name, options and words.
 */
public interface Command {
  /**
   * Runs the command and returns its exit code, usually 0.
   *
   * @throws dev.byok.failure.Failure if it could not do its work
   */
  int run(Arguments given);
}
