package dev.byok.cli.serve;

import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps what is to be said until a program has left the terminal. Each line is said once. */
final class KeptNotices implements Notices {
  private static final int MOST = 100;

  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> details = new LinkedHashSet<>();
  private final List<Failure> failures = new ArrayList<>();

  @Override
  public void notice(String line) {
    keep(lines, line);
  }

  @Override
  public void noticeOnce(String line) {
    keep(lines, line);
  }

  @Override
  public void verbose(String line) {
    keep(details, line);
  }

  @Override
  public synchronized void failure(Failure failure) {
    if (failures.size() < MOST) {
      failures.add(failure);
    }
  }

  @Override
  public Waiting waiting(String what) {
    return Waiting.NOT_SHOWN;
  }

  private synchronized void keep(Set<String> place, String line) {
    if (place.size() < MOST) {
      place.add(line);
    }
  }

  /** Says it all. */
  synchronized void tell(Notices notices) {
    for (String line : details) {
      notices.verbose(line);
    }
    for (String line : lines) {
      notices.notice(line);
    }
    for (Failure failure : failures) {
      notices.failure(failure);
    }
  }
}
