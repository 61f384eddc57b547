package dev.byok.cli.line;

import picocli.CommandLine.Model.CommandSpec;

/** A command that ran well returns; one that did not throws a {@link dev.byok.failure.Failure}. */
public interface Command {
  /** Its name, options and words. */
  CommandSpec spec();

  /** Runs the command and returns its exit code, 0 as a rule. */
  int run(Services services, Arguments given);
}
