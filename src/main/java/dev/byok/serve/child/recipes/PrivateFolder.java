package dev.byok.serve.child.recipes;

import dev.byok.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a program takes for the user's own: links to everything in the user's, but for a
 * few files of its own. It is open to its owner only and removed when the program ends; what the
 * links lead to stays.
 *
 * @param variable the variable that leads the program there
 * @param below the path below the folder where the program looks, or ""
 * @param original the user's folder, which need not exist
 * @param files the content of the files that differ, by name
 * @param linked files that the program makes if they are missing, and that must not be lost
 */
public record PrivateFolder(
    String variable, Path below, Path original, Map<String, byte[]> files, List<String> linked) {
  /** Stands for the folder where it is shown before it is made. */
  public static final String SHOWN = "(a private folder)";

  /** Makes the folder and returns what the variable must name. */
  public Path make() throws IOException {
    Path folder = Files.createTempDirectory("byok-");
    try {
      fill(folder);
      return folder;
    } catch (IOException | RuntimeException broken) {
      remove(folder);
      throw broken;
    }
  }

  private void fill(Path folder) throws IOException {
    Path inside = folder.resolve(below);
    Files.createDirectories(inside);
    for (String name : names()) {
      Files.createSymbolicLink(inside.resolve(name), original.resolve(name).toAbsolutePath());
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path made = Files.createFile(inside.resolve(file.getKey()), PrivateFiles.fileMode());
      Files.write(made, file.getValue());
    }
  }

  /** Returns the names of the links. */
  private Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(original)) {
      names.addAll(linked);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(original)) {
        for (Path entry : entries) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
      names.removeAll(files.keySet());
    }
    return names;
  }

  /** Removes the folder with all that the program has put there. Follows no link. */
  public static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path made, @Nullable IOException failed)
              throws IOException {
            Files.delete(made);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
