package dev.byok.cli;

/** A command that ran well returns; one that did not throws a {@link dev.byok.failure.Failure}. */
interface Command {
  /** Runs the command and returns its exit code, 0 as a rule. */
  int run(Services services, CommonOptions common);
}
