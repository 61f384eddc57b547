package dev.byok.cli.chat;

import dev.byok.cli.completion.KnownNames;
import dev.byok.cli.completion.KnownNames.Name;
import dev.byok.failure.Failure;
import dev.byok.sessions.SessionListing;
import dev.byok.sessions.SessionStore;
import dev.byok.term.console.CompletionCandidate;
import dev.byok.term.console.Completions;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Completes commands and their arguments. It never asks the keychain or the network. */
final class ChatCompletions implements Completions {
  private static final int MOST_FILES = 500;

  private final String home;
  private final KnownNames known;
  private final SessionStore store;
  private final SlashCommands commands = new SlashCommands();

  ChatCompletions(String home, KnownNames known, SessionStore store) {
    this.home = home;
    this.known = known;
    this.store = store;
  }

  @Override
  public List<CompletionCandidate> of(String line, int cursor) {
    String typed = line.substring(0, cursor);
    if (!typed.startsWith("/") || typed.startsWith("//") || typed.indexOf('\n') >= 0) {
      return List.of();
    }
    int blank = typed.indexOf(' ');
    if (blank < 0) {
      return names("");
    }
    SlashCommand command = commands.find(typed.substring(0, blank));
    if (command == null) {
      return List.of();
    }
    try {
      return behind(command, typed.substring(blank + 1).stripLeading());
    } catch (Failure unknown) {
      // Completion only suggests; the failure is reported when it matters.
      return List.of();
    }
  }

  /** A file name may contain spaces, so everything after the command is one word. */
  @Override
  public int wordStart(String line, int cursor) {
    int blank = line.indexOf(' ');
    SlashCommand command = blank < 0 ? null : commands.find(line.substring(0, blank));
    if (command == null || command.argument() != SlashCommand.Argument.FILE || blank >= cursor) {
      return Completions.super.wordStart(line, cursor);
    }
    int start = blank;
    while (start < cursor && line.charAt(start) == ' ') {
      start++;
    }
    return start;
  }

  private List<CompletionCandidate> behind(SlashCommand command, String argument) {
    return switch (command.argument()) {
      case MODEL -> models();
      case FILE -> files(argument);
      case SESSION -> sessions();
      case COMMAND -> names("/");
      case NONE, TEXT -> List.of();
    };
  }

  /**
   * @param without a prefix to cut off the commands' names
   */
  private List<CompletionCandidate> names(String without) {
    List<CompletionCandidate> candidates = new ArrayList<>();
    for (SlashCommand command : commands.all()) {
      candidates.add(
          new CompletionCandidate(
              command.name().substring(without.length()), command.help(), true));
    }
    return candidates;
  }

  /** Returns aliases, keys, and the models in the cached lists of those keys. */
  private List<CompletionCandidate> models() {
    List<CompletionCandidate> candidates = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (List<Name> names :
        List.of(
            known.aliases(),
            known.keysWithModel(),
            known.modelsOfKeys(),
            known.references(""),
            known.referenceStarts(),
            List.of(KnownNames.DEMO))) {
      for (Name name : names) {
        if (seen.add(name.text())) {
          candidates.add(new CompletionCandidate(name.text(), name.note(), name.isWhole()));
        }
      }
    }
    return candidates;
  }

  private List<CompletionCandidate> sessions() {
    List<CompletionCandidate> candidates = new ArrayList<>();
    for (SessionListing session : store.list(passedOver -> {})) {
      candidates.add(new CompletionCandidate(session.name(), session.title(), true));
    }
    return candidates;
  }

  private List<CompletionCandidate> files(String typed) {
    int slash = typed.lastIndexOf('/');
    String folder = slash < 0 ? "" : typed.substring(0, slash + 1);
    String real = folder.startsWith("~/") && !home.isEmpty() ? home + folder.substring(1) : folder;
    List<CompletionCandidate> candidates = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(real.isEmpty() ? "." : real))) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (name != null && candidates.size() < MOST_FILES) {
          boolean isFolder = Files.isDirectory(entry);
          candidates.add(
              new CompletionCandidate(folder + name + (isFolder ? "/" : ""), null, !isFolder));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException none) {
      // A folder that cannot be read has nothing to suggest.
      return List.of();
    }
    return candidates;
  }
}
