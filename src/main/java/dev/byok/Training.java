package dev.byok;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs several commands in one process, so that the build can record which classes they use. Each
 * line of standard input is one command, its words separated by tabs; the first exit code that is
 * not 0 ends the training.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int exitCode =
          Byok.run(
              new ByteArrayInputStream(new byte[0]),
              OutputStream.nullOutputStream(),
              System.err,
              System.getenv(),
              words(line));
      if (exitCode != Integer.parseInt(line.substring(0, line.indexOf('\t')))) {
        System.err.println("ended with " + exitCode + ": " + line);
        System.exit(1);
      }
    }
    // Only loaded: run, it would end the process before the recording is written.
    Class.forName("dev.byok.Main");
    System.exit(0);
  }

  private static String[] words(String line) {
    return line.substring(line.indexOf('\t') + 1).split("\t");
  }
}
