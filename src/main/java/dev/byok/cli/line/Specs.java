package dev.byok.cli.line;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The parts of a command line, written down by calls: reading the same from annotations costs a
 * proxy class for each and is felt at every start. Values are text; each command reads its own and
 * says what is wrong with them.
 */
public final class Specs {
  private Specs() {}

  /**
   * A command with the options that every command takes.
   *
   * @param description one line, by which lists of commands tell it
   * @param more what else help says: paragraphs that are filled to the terminal's width, and lines
   *     that begin with a blank, which stay as they are
   */
  public static CommandSpec command(String name, String description, String... more) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(name, new NoFactory());
    String[] page = new String[more.length + 1];
    page[0] = description;
    System.arraycopy(more, 0, page, 1, more.length);
    spec.name(name).usageMessage().description(page);
    return addCommon(spec);
  }

  /** A command that only holds others. */
  public static CommandSpec group(String name, String description) {
    CommandSpec spec = command(name, description);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    return spec;
  }

  /** An option without a value. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** An option with one value. */
  public static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option that may be given several times. */
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
   * A word at a place of its own.
   *
   * @param arity {@code 1}, or {@code 0..1} for one that may be missing
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
   * All words there are.
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
