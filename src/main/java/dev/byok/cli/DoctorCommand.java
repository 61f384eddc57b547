package dev.byok.cli;

import dev.byok.config.Causes;
import dev.byok.config.Paths;
import dev.byok.config.PrivateFiles;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.ledger.ReadSummary;
import dev.byok.term.Counts;
import dev.byok.term.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok doctor}: looks at everything byok depends on, and changes nothing. */
final class DoctorCommand implements Command {
  private final List<JsonObject> rows = new ArrayList<>();
  private int worst;

  @Override
  public CommandSpec spec() {
    return Specs.command(
        this,
        "doctor",
        "check the keychain, the files and the settings",
        "",
        "Exit code 0 when all is well, else the largest of what was found.");
  }

  @Override
  public int run(Services services, Arguments given) {
    note(
        "versions",
        "byok "
            + services.version()
            + ", Java "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    Paths paths = check("home", "", services::paths);
    if (paths != null) {
      folder("config folder", paths.config());
      folder("data folder", paths.data());
      folder("cache folder", paths.cache());
      file("config file", paths.configFile());
      file("ledger file", paths.ledgerFile());
    }
    check("config", "valid", services::config);
    check("default", null, () -> defaultModel(services));
    check("keychain", null, () -> services.places().describeKeychain());
    check("ledger", null, () -> ledger(services));
    print(services, given.json());
    return worst;
  }

  private static String defaultModel(Services services) {
    String reference = services.config().defaultModel();
    return reference == null ? "none set" : services.router().resolve(reference).toString();
  }

  private static String ledger(Services services) {
    ReadSummary summary = services.ledger().scan(entry -> {});
    if (summary.skippedBytes() > 0) {
      throw Failure.of(
              Kind.FILE,
              "damaged in "
                  + Counts.of(summary.skippedPlaces(), "place", "places")
                  + "; "
                  + Counts.of(summary.skippedBytes(), "byte", "bytes")
                  + " there are no entry")
          .hint("damage at its end is repaired when the next entry is written, and kept beside it");
    }
    return "valid, " + Counts.of(summary.entries(), "entry", "entries");
  }

  private void folder(String what, Path folder) {
    if (Files.isDirectory(folder)) {
      note(what, folder + modes(folder));
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      bad(what, Failure.of(Kind.FILE, "\"" + folder + "\" is no folder").hint("move it away"));
    } else {
      note(what, folder + " (made when it is needed)");
    }
  }

  private void file(String what, Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      note(what, file + " (made when it is needed)");
      return;
    }
    try {
      PrivateFiles.requireOwn(file, true);
      note(what, file + modes(file));
    } catch (IOException refused) {
      bad(
          what,
          Failure.of(Kind.FILE, "\"" + file + "\" " + Causes.of(refused))
              .hint("make it a plain file of your own: chown, chmod 600"));
    }
  }

  private static String modes(Path path) {
    try {
      return " (" + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + ")";
    } catch (IOException | UnsupportedOperationException unknown) {
      return "";
    }
  }

  /** Runs one check; its result is shown when {@code message} is null. */
  private <T> @Nullable T check(String what, @Nullable String message, Probe<T> probe) {
    try {
      T result = probe.run();
      String shown = message == null ? String.valueOf(result) : message;
      if (!shown.isEmpty()) {
        note(what, shown);
      }
      return result;
    } catch (Failure failed) {
      bad(what, failed);
      return null;
    }
  }

  private void note(String what, String message) {
    rows.add(row(what, true, message, null));
  }

  private void bad(String what, Failure failed) {
    worst = Math.max(worst, failed.kind().exitCode());
    String details = String.join(": ", failed.details());
    rows.add(
        row(
            what,
            false,
            details.isEmpty() ? failed.text() : failed.text() + ": " + details,
            failed.hint()));
  }

  private static JsonObject row(String what, boolean ok, String message, @Nullable String hint) {
    return JsonObject.builder()
        .put("check", what)
        .put("ok", ok)
        .put("message", message)
        .put("hint", hint)
        .build();
  }

  private void print(Services services, boolean json) {
    if (json) {
      services.out().write(Lines.array(rows));
      return;
    }
    for (JsonObject row : rows) {
      String mark = row.is("ok") ? "ok    " : "FAILED";
      services
          .out()
          .line(
              mark
                  + "  "
                  + row.text("check")
                  + ": "
                  + SafeText.line(String.valueOf(row.text("message"))));
      String hint = row.text("hint");
      if (hint != null) {
        services.out().line("        hint: " + SafeText.line(hint));
      }
    }
  }

  private interface Probe<T> {
    T run();
  }
}
