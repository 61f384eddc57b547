package dev.byok.serve.child.run;

import dev.byok.serve.child.posix.Posix;
import dev.byok.serve.child.posix.SystemNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a program the limits and the ignored signals of byok's caller, which the launcher or Java
 * has changed. A program gets them when it is started, so this process has them at that moment.
 */
final class CallersLimits {
  /** The soft limit of core files as a shell prints it; absent if it is 0. */
  private static final String CORES = "BYOK_LAUNCH_CORE";

  /** The ignored signals as Linux shows them: a mask in hex. */
  private static final String IGNORED = "BYOK_LAUNCH_IGNORED";

  /** What a shell counts the size of core files in. */
  private static final int BLOCK = 512;

  /** Enough for the gateway's connections on both sides. */
  private static final long FILES = 8192;

  private final Posix posix;
  private final Map<String, String> env;
  private final List<Runnable> restoring = new ArrayList<>();

  private CallersLimits(Posix posix, Map<String, String> env) {
    this.posix = posix;
    this.env = env;
  }

  /** Sets them; {@link #restore} undoes it. */
  static CallersLimits set(Posix posix, Map<String, String> env) {
    CallersLimits limits = new CallersLimits(posix, env);
    limits.setCores();
    limits.setSignals();
    return limits;
  }

  /** Gives this process its own limits back, and room for the files of many connections. */
  void restore() {
    restoring.forEach(Runnable::run);
    int files = posix.numbers().files();
    long soft = posix.softLimit(files);
    long hard = posix.hardLimit(files);
    if (soft >= 0 && soft < FILES) {
      posix.setSoftLimit(files, hard < 0 ? FILES : Math.min(hard, FILES));
    }
  }

  private void setCores() {
    String text = env.getOrDefault(CORES, "");
    int cores = posix.numbers().cores();
    long soft;
    if (text.equals("unlimited")) {
      soft = posix.hardLimit(cores);
    } else if (text.matches("[1-9][0-9]{0,15}")) {
      soft = Long.parseLong(text) * BLOCK;
    } else {
      return;
    }
    long own = posix.softLimit(cores);
    posix.setSoftLimit(cores, soft);
    restoring.add(() -> posix.setSoftLimit(cores, own));
  }

  /** Sets the signals that Java handles; what it does not handle is as the caller has it. */
  private void setSignals() {
    SystemNumbers numbers = posix.numbers();
    for (int signal : new int[] {numbers.otherUser(), numbers.fileTooLarge()}) {
      if (isIgnored(env, signal)) {
        restoring.add(posix.ignore(signal)::restore);
      }
    }
    // Java would print all threads on the program's screen.
    if (isIgnored(env, numbers.quit())) {
      posix.ignore(numbers.quit());
    } else {
      posix.handleByNothing(numbers.quit());
    }
  }

  /**
   * Returns a command that ignores what the caller ignores. Java lets a broken pipe end every
   * program that it starts, so a shell ignores it first, and becomes the program.
   */
  static List<String> command(SystemNumbers numbers, Map<String, String> env, List<String> words) {
    if (!isIgnored(env, numbers.brokenPipe())) {
      return words;
    }
    List<String> ignoring =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' PIPE; exec \"$0\" \"$@\""));
    ignoring.addAll(words);
    return ignoring;
  }

  /** Returns whether byok's caller ignores a signal. */
  static boolean isIgnored(Map<String, String> env, int signal) {
    String mask = env.getOrDefault(IGNORED, "");
    return mask.matches("[0-9a-f]{1,16}")
        && (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) != 0;
  }
}
