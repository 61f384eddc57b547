package dev.byok.cli.line;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The parts of a command line, built by calls: annotations would cost a proxy class each, which is
 * noticeable at every start. All values are text. Each command reads its own and reports what is
 * wrong with them.
 */
public final class Specs {
  private Specs() {}

  /**
   * Returns a command with the options that every command takes.
   *
   * @param description one line, shown in lists of commands
   * @param more the rest of the help: paragraphs that are filled to the terminal's width, and lines
   *     that begin with a space, which stay as they are
   */
  public static CommandSpec command(String name, String description, String... more) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(name, new NoFactory());
    String[] page = new String[more.length + 1];
    page[0] = description;
    System.arraycopy(more, 0, page, 1, more.length);
    // Would search every text for variables.
    spec.interpolateVariables(false);
    spec.name(name).usageMessage().description(page);
    return addCommon(spec);
  }

  /** Returns a command that only groups others. */
  public static CommandSpec group(String name, String description) {
    CommandSpec spec = command(name, description);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    return spec;
  }

  /** Returns an option without a value. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** Returns an option with one value. */
  public static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Returns an option that may be repeated. */
  public static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /**
   * Returns a word at a fixed position.
   *
   * @param arity {@code 1}, or {@code 0..1} for an optional one
   */
  public static PositionalParamSpec word(
      int index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .type(String.class)
        .arity(arity)
        .required(arity.startsWith("1"))
        .paramLabel(label)
        .description(description)
        .build();
  }

  /**
   * Returns the words of a command that takes any number.
   *
   * @param arity {@code 0..*} or {@code 1..*}
   */
  public static PositionalParamSpec words(String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(arity)
        .required(arity.startsWith("1"))
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static CommandSpec addCommon(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help and exit")
                .build())
        .addOption(flag("print JSON on stdout", "--json"))
        .addOption(flag("no notices on stderr", "-q", "--quiet"))
        .addOption(flag("print details on stderr; keys are masked", "-v", "--verbose"))
        .addOption(flag("never ask questions", "--no-input"))
        .addOption(value("WHEN", "auto, always or never", "--color"));
  }
}
