package dev.byok.cli.doctor;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.config.Paths;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.files.UntrustedFileException;
import dev.byok.keys.names.KeyRecord;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.text.Plural;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok doctor}: checks everything that byok depends on, and changes nothing. */
public final class DoctorCommand implements Command {
  private static final String CLASS_CACHE = "class cache";
  private static final String REPORT_CACHE = "report cache";

  private final Tools tools;
  private final Setup setup;
  private final Storage storage;
  private final Rows rows = new Rows();

  public DoctorCommand(Tools tools, Setup setup, Storage storage) {
    this.tools = tools;
    this.setup = setup;
    this.storage = storage;
  }

  public static CommandSpec spec() {
    return Specs.command(
        "doctor",
        "check the installation, the keychain, the files and the settings",
        "",
        "Exit code 0 when all is well, else the largest of what was found. A class",
        "cache that is not used counts (12): byok works without it, but starts more",
        "slowly. Another byok that comes first on PATH does not: that row is ok, with a",
        "hint.");
  }

  @Override
  public int run(Arguments given) {
    Image image = Image.of(System.getProperties());
    if (image == null) {
      look(null);
      rows.good(CLASS_CACHE, Finding.of("none, since byok does not run from an image"));
    } else {
      try (ClassCache cache = start(image, image.classCache());
          ClassCache reports = start(image, image.reportCache())) {
        look(image);
        try (var _ = tools.messages().waiting("looking at the class caches")) {
          find(CLASS_CACHE, cache::finding);
          find(REPORT_CACHE, reports::finding);
        }
      }
    }
    rows.print(tools.out(), given.json());
    return rows.worst();
  }

  private ClassCache start(Image image, Path file) {
    return ClassCache.start(image, file, tools.env(), ClassCache.LIMIT);
  }

  private void look(@Nullable Image image) {
    note(
        "versions",
        "byok "
            + tools.version()
            + ", Java "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    if (image == null) {
      note("installation", "byok does not run from an image");
    } else {
      find(
          "installation",
          () -> new InstallationLook(tools.env().getOrDefault("PATH", "")).of(image));
    }
    Paths paths = check("home", "", storage::paths);
    if (paths != null) {
      folder("config folder", paths.config());
      folder("data folder", paths.data());
      folder("cache folder", paths.cache());
      folder("session folder", paths.sessions());
      file("config file", paths.configFile());
      file("ledger file", paths.ledgerFile());
    }
    check("config", "valid", setup::config);
    check("default", null, () -> defaultModel());
    find("keychain", () -> new KeychainLook(tools, setup, storage).look());
    AwsLook aws = new AwsLook(setup);
    for (KeyRecord key : aws.keys()) {
      find("key " + key.name(), () -> aws.look(key));
    }
    check("ledger", null, () -> ledger());
  }

  private String defaultModel() {
    String reference = setup.router().defaultReference();
    return reference == null ? "none set" : setup.router().resolve(reference).toString();
  }

  private String ledger() {
    ReadSummary summary = storage.ledger().scan(entry -> {});
    if (summary.skippedBytes() > 0) {
      throw Failure.of(
              Kind.FILE,
              "damaged in "
                  + Plural.of(summary.skippedPlaces(), "place", "places")
                  + "; "
                  + Plural.of(summary.skippedBytes(), "byte", "bytes")
                  + " there are no entry")
          .hint("the next entry repairs the damage at its end and keeps the damaged part");
    }
    return "valid, " + Plural.of(summary.entries(), "entry", "entries");
  }

  private void folder(String what, Path folder) {
    boolean there = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    try {
      PrivateFiles.requirePlaceFor(folder);
      note(what, folder + (there ? modes(folder) : " (made when it is needed)"));
    } catch (UntrustedFileException stranger) {
      rows.bad(what, Failure.of(Kind.FILE, Causes.of(stranger)).hint(stranger.remedy()));
    } catch (IOException refused) {
      rows.bad(
          what,
          Failure.of(Kind.FILE, UserWord.quoted(folder) + " " + Causes.of(refused))
              .hint("move it away"));
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
    } catch (UntrustedFileException stranger) {
      rows.bad(what, Failure.of(Kind.FILE, Causes.of(stranger)).hint(stranger.remedy()));
    } catch (IOException refused) {
      rows.bad(
          what,
          Failure.of(Kind.FILE, UserWord.quoted(file) + " " + Causes.of(refused))
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

  /** Runs one check and adds its row, which shows the result if {@code message} is null. */
  private <T> @Nullable T check(String what, @Nullable String message, Probe<T> probe) {
    try {
      T result = probe.run();
      String shown = message == null ? String.valueOf(result) : message;
      if (!shown.isEmpty()) {
        note(what, shown);
      }
      return result;
    } catch (Failure failed) {
      rows.bad(what, failed);
      return null;
    }
  }

  private void find(String what, Probe<Finding> look) {
    try {
      rows.good(what, look.run());
    } catch (Failure failed) {
      rows.bad(what, failed);
    }
  }

  private void note(String what, String message) {
    rows.good(what, Finding.of(message));
  }

  private interface Probe<T> {
    T run();
  }
}
