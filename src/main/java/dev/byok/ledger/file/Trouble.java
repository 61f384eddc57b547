package dev.byok.ledger.file;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.LockTimeoutException;
import dev.byok.files.UntrustedFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns a file system exception into a message for the owner of the ledger. */
public final class Trouble {
  private static final String NO_ARRAY = " is not a ledger: it does not contain a JSON array";
  private static final String MOVE_AWAY = "move it away, and byok starts a new ledger";

  private Trouble() {}

  public static Failure writing(Path ledger, IOException cause) {
    return of("written", ledger, cause);
  }

  public static Failure reading(Path ledger, IOException cause) {
    return of("read", ledger, cause);
  }

  public static Failure notALedger(Path ledger) {
    return Failure.of(Kind.FILE, UserWord.quoted(ledger) + NO_ARRAY)
        .hint(MOVE_AWAY)
        .reason(Failure.Reason.NOT_A_LEDGER);
  }

  public static boolean isNotALedger(Failure failure) {
    return failure.reason() == Failure.Reason.NOT_A_LEDGER;
  }

  public static boolean isTooLong(Failure failure) {
    return failure.reason() == Failure.Reason.TOO_LONG;
  }

  public static Failure tooLong(Path ledger, int length) {
    return Failure.of(
            Kind.FILE,
            "the ledger "
                + UserWord.quoted(ledger)
                + " takes no entry of "
                + length
                + " bytes, it is too long")
        .hint("use shorter tags")
        .reason(Failure.Reason.TOO_LONG);
  }

  private static Failure of(String verb, Path ledger, IOException cause) {
    String why = why(ledger, cause);
    return Failure.of(
            Kind.FILE, "the ledger " + UserWord.quoted(ledger) + " cannot be " + verb + ": " + why)
        .hint(hint(why, cause))
        .causedBy(cause);
  }

  private static String why(Path ledger, IOException cause) {
    if (cause instanceof FileSystemException named) {
      String file = named.getFile();
      boolean itself = file == null || file.equals(ledger.toString());
      return (itself ? "it " : UserWord.quoted(file) + " ") + predicate(named);
    }
    if (cause instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    return orElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  private static String predicate(FileSystemException cause) {
    if (cause instanceof AccessDeniedException) {
      return "is not open to this user: permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "does not exist";
    }
    String reason = orElse(cause.getReason(), cause.getClass().getSimpleName());
    boolean ours =
        reason.startsWith("is ")
            || reason.startsWith("can ")
            || reason.startsWith("belongs ")
            || reason.startsWith("has ");
    return ours ? reason : "failed: " + reason;
  }

  private static String hint(String why, IOException cause) {
    if (cause instanceof UntrustedFileException stranger) {
      return stranger.remedy();
    }
    if (cause instanceof LockTimeoutException) {
      return "find the byok process that is still running, and end it";
    }
    if (why.contains("space") || why.contains("large") || why.contains("quota")) {
      return "free space on that disk, or set BYOK_HOME to a folder elsewhere";
    }
    if (cause instanceof AccessDeniedException || why.contains("Read-only")) {
      return "make the file and its folder writable for you, or set BYOK_HOME to another folder";
    }
    return why.contains("is a ") || why.contains("is not a") || why.contains("belongs to")
        ? MOVE_AWAY
        : "set BYOK_HOME to a folder elsewhere, if this cannot be fixed";
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
