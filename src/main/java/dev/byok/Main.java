package dev.byok;

import dev.byok.failure.Kind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** The entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    end(
        Byok.run(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            args));
  }

  /**
   * Ends the process at once. Nothing is buffered, and {@link System#exit} would first set up
   * logging to log the call, which costs as much as starting the whole runtime. After a signal the
   * runtime is already ending with its own exit code, and only {@code exit} waits for that.
   */
  private static void end(int exitCode) {
    if (exitCode == Kind.INTERRUPTED.exitCode()) {
      System.exit(exitCode);
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
