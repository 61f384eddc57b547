package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.json.Json;
import dev.byok.json.Surrogates;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions export}: prints or writes a session for other programs or an archive. */
public record SessionsExportCommand(Tools tools, Supplier<SessionStore> sessions)
    implements Command {
  /** The values of {@code --format}. */
  public static final List<String> FORMATS = List.of("markdown", "json");

  public static CommandSpec spec() {
    return Specs.command("export", "print or write a saved session as a document")
        .addOption(Specs.value("FORM", "markdown (default) or json", "--format"))
        .addOption(
            Specs.value("FILE", "write this file instead of standard output", "-o", "--output"))
        .addOption(Specs.flag("replace the file if there is one", "--force"))
        .addPositional(
            Specs.word(0, "1", "NAME", "the session's name; byok sessions list shows the names"));
  }

  @Override
  public int run(Arguments given) {
    boolean json = isJson(given);
    Session session = sessions.get().open(given.required(0));
    String document = json ? json(session) : SessionMarkdown.of(session);
    String file = given.text("--output");
    if (file != null) {
      NewFile.write(file, document, given.has("--force"));
    } else if (json) {
      tools.out().jsonText(document);
    } else {
      tools.out().write(document);
    }
    return 0;
  }

  private static String json(Session session) {
    return Surrogates.escaped(Json.pretty(SessionJson.of(session)));
  }

  private static boolean isJson(Arguments given) {
    @Nullable String format = given.text("--format");
    if (format == null) {
      return given.json();
    }
    if (format.equals("json")) {
      return true;
    }
    if (!FORMATS.contains(format) || given.json()) {
      throw Values.wrong(
          "--format", format, given.json() ? "json with --json" : String.join(" or ", FORMATS));
    }
    return false;
  }
}
