package dev.byok;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs several commands in one process, so that the build can record which classes they use. Each
 * line of the file named by the first argument is one command: its expected exit code and its
 * words, separated by tabs. Any other exit code ends the training. A chat uses the terminal that
 * the process was started on.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = words(line);
      System.setProperty("byok.terminal", words[0].equals("chat") ? "ioe" : "");
      int exitCode =
          Byok.run(
              new ByteArrayInputStream(new byte[0]),
              OutputStream.nullOutputStream(),
              System.err,
              System.getenv(),
              words);
      if (exitCode != Integer.parseInt(line.substring(0, line.indexOf('\t')))) {
        System.err.println("ended with " + exitCode + ": " + line);
        System.exit(1);
      }
    }
    // Only loads the class: running it would end the process before the recording is written.
    Class.forName("dev.byok.Main");
    System.exit(0);
  }

  private static String[] words(String line) {
    return line.substring(line.indexOf('\t') + 1).split("\t");
  }
}
