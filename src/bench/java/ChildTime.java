import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The processor time that this process's finished children took, user and system, by getrusage(2).
 * Other load disturbs it far less than the time on the clock.
 */
final class ChildTime {
  private static final int CHILDREN = -1;

  /** The size of {@code struct rusage} on 64-bit systems: two times and fourteen numbers. */
  private static final long SIZE = 144;

  private static final MethodHandle GETRUSAGE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().find("getrusage").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private ChildTime() {}

  /** Returns the milliseconds of all children that have been waited for. */
  static double milliseconds() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(SIZE, 8);
      int code = (int) GETRUSAGE.invokeExact(CHILDREN, usage);
      if (code != 0) {
        throw new IllegalStateException("getrusage failed");
      }
      return time(usage, 0) + time(usage, 16);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A {@code struct timeval}: seconds, then microseconds in four bytes or eight. */
  private static double time(MemorySegment usage, long offset) {
    return usage.get(ValueLayout.JAVA_LONG, offset) * 1e3
        + usage.get(ValueLayout.JAVA_INT, offset + 8) / 1e3;
  }
}
