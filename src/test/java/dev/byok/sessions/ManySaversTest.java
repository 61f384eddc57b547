package dev.byok.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that many threads and processes can save one session, even if some are killed. */
final class ManySaversTest {
  private static final int SAVERS = 4;
  private static final int TURNS = 20;

  @TempDir private Path home;

  @Test
  void threads_that_append_lose_no_turn() throws Exception {
    Path folder = home.resolve("sessions");
    try (ExecutorService threads = Executors.newFixedThreadPool(SAVERS)) {
      List<Callable<List<String>>> savers = new ArrayList<>();
      for (int i = 0; i < SAVERS; i++) {
        String own = "t" + i + "-";
        savers.add(() -> append(folder, own));
      }
      List<String> said = all(threads.invokeAll(savers));
      assertEquals(new HashSet<>(said), new HashSet<>(saved(folder)));
      assertEquals(SAVERS * TURNS, saved(folder).size());
    }
    assertEquals(1, new SessionStore(folder, Sessions.clock()).list(ManySaversTest::never).size());
  }

  @Test
  void threads_that_save_lose_no_turn() throws Exception {
    Path folder = home.resolve("sessions");
    SessionStore store = new SessionStore(folder, Sessions.clock());
    Session read = store.save(store.begin("s", null, null).with(Sessions.question("first")));
    try (ExecutorService threads = Executors.newFixedThreadPool(SAVERS)) {
      List<Callable<List<String>>> savers = new ArrayList<>();
      for (int i = 0; i < SAVERS; i++) {
        String own = "t" + i + "-";
        savers.add(() -> save(store, read, own));
      }
      List<String> said = all(threads.invokeAll(savers));
      List<SessionListing> listings = store.list(ManySaversTest::never);
      assertEquals(SAVERS, listings.size());
      List<String> saved = new ArrayList<>();
      for (SessionListing listing : listings) {
        assertEquals(1 + TURNS, listing.turns());
        saved.addAll(Sessions.texts(store.open(listing.name())));
      }
      saved.removeIf(text -> text.equals("first"));
      assertEquals(new HashSet<>(said), new HashSet<>(saved));
    }
  }

  /** A killed process has reported only what is in the file, and leaves a whole file. */
  @Test
  void killed_processes_lose_nothing_that_they_reported() throws Exception {
    Path folder = home.resolve("data").resolve("sessions");
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < SAVERS; i++) {
      children.add(start(folder, "p" + i + "-", i % 2 == 0 ? 100_000 : TURNS));
    }
    Random random = new Random(4);
    for (int i = 0; i < SAVERS; i += 2) {
      int some = 1 + random.nextInt(TURNS);
      while (children.get(i).isAlive() && reported(i).size() < some) {
        TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(5));
      }
      assertTrue(children.get(i).isAlive(), "it is killed in the middle of its work");
      children.get(i).destroyForcibly();
    }
    for (Process child : children) {
      assertTrue(child.waitFor(120, TimeUnit.SECONDS), "a child hangs");
    }
    append(folder, "last-");
    List<String> saved = saved(folder);
    for (int i = 0; i < SAVERS; i++) {
      assertTrue(saved.containsAll(reported(i)), "p" + i + " lost something");
      assertTrue(i % 2 == 0 || reported(i).size() == TURNS, "p" + i + " came to its end");
    }
    assertEquals(saved.size(), new HashSet<>(saved).size());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(".lock", "s.json"), files.map(this::nameOf).sorted().toList());
    }
    assertEquals("rwx------", modes(folder));
    assertEquals("rw-------", modes(folder.resolve("s.json")));
  }

  /** Runs as a process. Takes the folder, the start of the texts, and their number. */
  public static void main(String[] args) {
    SessionStore store = new SessionStore(Path.of(args[0]), Sessions.clock());
    Session base = store.begin("s", null, null);
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String text = args[1] + i;
      store.append(base, List.of(Sessions.question(text)));
      System.out.println(text);
    }
  }

  private Process start(Path folder, String own, int turns) throws IOException {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "umask 000; exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path", ""),
            ManySaversTest.class.getName(),
            folder.toString(),
            own,
            Integer.toString(turns));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("output-" + own).toFile())
        .start();
  }

  /** Returns only whole lines, since a killed child may have been printing. */
  private List<String> reported(int child) throws IOException {
    String text = Files.readString(home.resolve("output-p" + child + "-"));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static List<String> append(Path folder, String own) {
    SessionStore store = new SessionStore(folder, Sessions.clock());
    Session base = store.begin("s", null, null);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      said.add(own + i);
      assertEquals("s", store.append(base, List.of(Sessions.question(own + i))).name());
    }
    return said;
  }

  private static List<String> save(SessionStore store, Session read, String own) {
    Session session = read;
    List<String> said = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      said.add(own + i);
      session = store.save(session.with(Sessions.question(own + i)));
    }
    return said;
  }

  private static List<String> saved(Path folder) {
    return Sessions.texts(new SessionStore(folder, Sessions.clock()).open("s"));
  }

  private static List<String> all(Collection<Future<List<String>>> parts) throws Exception {
    List<String> all = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      all.addAll(part.get());
    }
    return all;
  }

  private static void never(String notice) {
    throw new AssertionError(notice);
  }

  private String nameOf(Path file) {
    return file.getFileName().toString();
  }

  private static String modes(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
