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
 * {@code byok __complete SOURCE -- START}: what the scripts ask while somebody types. A name a
 * line, and behind a tab what it means. A name that ends with a slash is the start of others.
 * Whatever is wrong, there are just fewer names: whoever types wants no messages between his words.
 * It waits for each answer too, so these words do not go through the machinery of the command line,
 * which would take as long as the rest.
 */
public final class NamesCommand {
  /** Its name, which nobody types. */
  public static final String NAME = "__complete";

  private static final int LONGEST_NOTE = 60;

  private NamesCommand() {}

  /** Whether these arguments ask for names. */
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

  /** The names that begin so, as they are found. */
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

    /** Thousands of models are of use to nobody before it is known whose are wanted. */
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

    /** What stands in one file is no worse for what is wrong with another. */
    private void add(Supplier<List<Name>> names) {
      List<Name> found;
      try {
        found = names.get();
      } catch (Failure unusable) {
        // The command that is being typed meets the same failure, and tells it.
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
