package dev.byok.cli.completion;

import dev.byok.cli.completion.KnownNames.Name;
import dev.byok.failure.Failure;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code byok __complete SOURCE -- START}: answers the completion scripts. It prints one name a
 * line, followed by a tab and what the name means. A name that ends with a slash is the beginning
 * of others. If something is wrong, it prints fewer names but no message, which would appear in the
 * line being typed. The user waits for each answer, so the arguments bypass picocli, which would
 * take as long as everything else.
 */
public final class NamesCommand {
  /** The command's name, which users do not type. */
  public static final String NAME = "__complete";

  private static final int LONGEST_NOTE = 60;

  private NamesCommand() {}

  public static boolean isAsked(List<String> args) {
    return !args.isEmpty() && args.get(0).equals(NAME);
  }

  /** Prints the names and returns the exit code. */
  public static int run(StandardOutput out, KnownNames known, List<String> args) {
    Source source = args.size() < 2 ? null : Source.of(args.get(1));
    if (source != null) {
      String start = args.size() > 3 && args.get(2).equals("--") ? args.get(3) : "";
      out.write(new Answer(known, start).of(source));
    }
    return 0;
  }

  /** Collects the names that begin with the given text. */
  private static final class Answer {
    private final KnownNames known;
    private final String start;
    private final Set<String> seen = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    Answer(KnownNames known, String start) {
      this.known = known;
      this.start = start;
    }

    String of(Source source) {
      switch (source) {
        case STORED_KEYS -> add(known::storedKeys);
        case KEYS -> {
          add(known::storedKeys);
          add(known::environmentKeys);
        }
        case PROVIDERS -> {
          add(known::storedKeys);
          add(known::providers);
          add(known::environmentKeys);
        }
        case MODELS -> models();
        case ALIASES -> add(known::aliases);
        case SESSIONS -> add(known::sessions);
      }
      return text.toString();
    }

    /**
     * Adds the models of the lists only after a slash: thousands of them are useless before it is
     * clear whose are meant.
     */
    private void models() {
      if (start.indexOf('/') < 0) {
        add(known::aliases);
        add(known::keysWithModel);
        add(known::referenceStarts);
      } else {
        add(known::modelsOfKeys);
        add(() -> known.references(start));
      }
      add(() -> List.of(KnownNames.DEMO));
    }

    /** Adds the names from one file. A problem with another file must not hide them. */
    private void add(Supplier<List<Name>> names) {
      List<Name> found;
      try {
        found = names.get();
      } catch (Failure unusable) {
        // The command being typed will meet the same failure and report it.
        return;
      }
      for (Name name : found) {
        if (name.text().startsWith(start) && PlainName.is(name.text()) && seen.add(name.text())) {
          text.append(name.text());
          if (name.note() != null) {
            text.append('\t').append(shortened(SafeText.line(name.note())));
          }
          text.append('\n');
        }
      }
    }

    private static String shortened(String note) {
      return note.codePointCount(0, note.length()) <= LONGEST_NOTE
          ? note
          : note.substring(0, note.offsetByCodePoints(0, LONGEST_NOTE)) + "…";
    }
  }
}
