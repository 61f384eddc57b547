package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import java.util.ArrayList;
import java.util.List;

/** Notices that a test can look at. */
final class Heard implements Notices {
  private final List<String> lines = new ArrayList<>();

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public synchronized void notice(String line) {
    lines.add(line);
  }

  @Override
  public synchronized void noticeOnce(String line) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }

  @Override
  public void verbose(String line) {}

  @Override
  public synchronized void failure(Failure failure) {
    lines.add("failure: " + failure.text());
  }

  @Override
  public Waiting waiting(String what) {
    return Waiting.NOT_SHOWN;
  }
}
