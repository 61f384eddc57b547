package dev.byok.serve.child.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Calls of the C library on Linux and macOS. All go through one handle that passes five longs: each
 * form of a call costs as much as all else here, and on 64 bits an int, a long and an address take
 * the same place. A result that is an int has only its lower half defined.
 */
public final class Posix {
  /** More than {@code siginfo_t} and {@code struct sigaction} take anywhere. */
  private static final int BUFFER = 256;

  /** The address of a function that takes nothing and changes nothing. */
  private static final String NOTHING = "getpid";

  /** What a signal does when no function handles it. */
  private static final long USUAL = 0;

  private static final long IGNORED = 1;

  private static final Linker LINKER = Linker.nativeLinker();

  @SuppressWarnings("restricted")
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private final SystemNumbers numbers;
  private final int terminal;

  private Posix(SystemNumbers numbers) {
    this.numbers = numbers;
    terminal = openTerminal(numbers);
  }

  /** Returns the calls for this system, which must have {@link SystemNumbers}. */
  static Posix of(SystemNumbers numbers) {
    return new Posix(numbers);
  }

  /** Returns the numbers of this system. */
  public SystemNumbers numbers() {
    return numbers;
  }

  /** Sends a signal to a process, or to a group if the number is not positive. */
  public void kill(long process, int signal) {
    call("kill", process, signal, 0, 0);
  }

  /** Returns this process's group. */
  public int ownGroup() {
    return (int) call("getpgrp", 0, 0, 0, 0);
  }

  /** Returns a process's group; negative if there is no such process. */
  public int groupOf(long process) {
    return (int) call("getpgid", process, 0, 0, 0);
  }

  /** Opens the terminal of this process, for as long as it runs. */
  private static int openTerminal(SystemNumbers numbers) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom("/dev/tty");
      return (int) call("open", name.address(), numbers.readWriteQuietly(), 0, 0);
    }
  }

  /** Returns whether this process has a terminal. */
  public boolean hasTerminal() {
    return terminal >= 0;
  }

  /** Returns the group that has the terminal; negative if there is none. */
  public int foreground() {
    return (int) call("tcgetpgrp", terminal, 0, 0, 0);
  }

  /** Gives the terminal to a group. */
  public void giveTerminal(int group) {
    call("tcsetpgrp", terminal, group, 0, 0);
  }

  /**
   * Waits until a child has stopped. The child's state is not consumed, and its end is left to
   * Java.
   *
   * @return false if it cannot be waited for, since it has ended or a signal came
   */
  public boolean awaitStop(long child) {
    return stopped(child, 0);
  }

  /** Returns whether a child is stopped. */
  public boolean isStopped(long child) {
    return stopped(child, numbers.noHang());
  }

  private boolean stopped(long child, int options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(BUFFER);
      int all = numbers.stopped() | numbers.noWait() | options;
      boolean found = (int) call("waitid", numbers.oneProcess(), child, info.address(), all) == 0;
      // Where nothing happened, the signal's number stays 0.
      return found && info.get(ValueLayout.JAVA_INT, 0) != 0;
    }
  }

  /**
   * Makes a signal do nothing. Unlike an ignored one, it does what it usually does in programs that
   * are started from here. It works for a signal that Java keeps for itself, too.
   */
  public void handleByNothing(int signal) {
    call("signal", signal, address(NOTHING), 0, 0);
  }

  /** Ignores a signal, as do programs that are started from here. */
  public Handler ignore(int signal) {
    return set(signal, IGNORED);
  }

  /** Lets a signal do what it usually does. */
  public Handler byDefault(int signal) {
    return set(signal, USUAL);
  }

  private static Handler set(int signal, long action) {
    MemorySegment former = Arena.ofAuto().allocate(BUFFER);
    call("sigaction", signal, 0, former.address(), 0);
    call("signal", signal, action, 0, 0);
    return new Handler(signal, former);
  }

  /** What a signal did before that was changed. */
  public static final class Handler {
    private final int signal;
    private final MemorySegment former;

    private Handler(int signal, MemorySegment former) {
      this.signal = signal;
      this.former = former;
    }

    /** Lets the signal do that again. */
    public void restore() {
      call("sigaction", signal, former.address(), 0, 0);
    }
  }

  /** Returns the soft limit of a resource, in the system's form. */
  public long softLimit(int resource) {
    return limit(resource, 0);
  }

  /** Returns the hard limit of a resource, in the system's form. */
  public long hardLimit(int resource) {
    return limit(resource, 1);
  }

  private long limit(int resource, int which) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      call("getrlimit", resource, limits.address(), 0, 0);
      return limits.getAtIndex(ValueLayout.JAVA_LONG, which);
    }
  }

  /** Sets the soft limit of a resource. The hard limit stays. */
  public void setSoftLimit(int resource, long soft) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      call("getrlimit", resource, limits.address(), 0, 0);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, soft);
      call("setrlimit", resource, limits.address(), 0, 0);
    }
  }

  /**
   * Says whether other processes of the user may read this one's memory. Linux has this call only.
   */
  void setDumpable(int dumpable) {
    call("prctl", numbers.setDumpable(), dumpable, 0, 0);
  }

  int dumpable() {
    return (int) call("prctl", numbers.getDumpable(), 0, 0, 0);
  }

  private static long call(String name, long first, long second, long third, long fourth) {
    try {
      return (long)
          CALL.invokeExact(
              MemorySegment.ofAddress(address(name)), first, second, third, fourth, 0L);
    } catch (Throwable broken) {
      throw new IllegalStateException(name + " cannot be called", broken);
    }
  }

  private static long address(String name) {
    return LINKER.defaultLookup().findOrThrow(name).address();
  }
}
