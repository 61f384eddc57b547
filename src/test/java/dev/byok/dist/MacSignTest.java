package dev.byok.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code dist/macos-sign} with scripts instead of the programs that only macOS has. */
final class MacSignTest {
  private static final Path SCRIPT = Path.of("dist/macos-sign").toAbsolutePath();
  private static final byte[] MACHO = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 12, 0};

  @TempDir private Path temp;
  private final Map<String, String> env = new TreeMap<>();
  private Path image = Path.of("/");
  private Path bin = Path.of("/");
  private Path log = Path.of("/");

  private record Result(int exitCode, String out) {}

  @BeforeEach
  void imageAndStandIns() throws Exception {
    image = temp.resolve("an image");
    bin = Files.createDirectories(temp.resolve("bin"));
    log = temp.resolve("log");
    env.put("PATH", bin + ":/usr/bin:/bin");
    env.put("LOG", log.toString());
    program("uname", "echo Darwin");
    program(
        "codesign",
        """
        echo "$*" >>"$LOG"
        for last; do :; done
        [ "$1" = "${FAILS:-}" ] && [ "${last##*/}" = java ] && exit 3
        [ "$1" = --display ] && echo "Identifier=${SHOWN:-dev.byok.byok}" >&2
        exit 0
        """);
    for (String name :
        List.of(
            "runtime/bin/java",
            "runtime/lib/jspawnhelper",
            "runtime/lib/libjava.dylib",
            "runtime/lib/server/libjvm.dylib",
            "lib/byok/libjlinenative.jnilib")) {
      file(name, MACHO);
    }
    file("runtime/lib/modules", "no program".getBytes(StandardCharsets.UTF_8));
    file("runtime/lib/empty", new byte[0]);
    file("lib/byok/byok.aot", new byte[] {'P', 'K', 3, 4});
    file("bin/byok", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void signs_libraries_then_programs_and_java_last() throws Exception {
    Result result = run(image.toString());
    assertEquals(0, result.exitCode(), result.out());
    assertEquals(
        List.of(
            "dev.byok.byok.libjlinenative lib/byok/libjlinenative.jnilib",
            "dev.byok.byok.libjava runtime/lib/libjava.dylib",
            "dev.byok.byok.libjvm runtime/lib/server/libjvm.dylib",
            "dev.byok.byok.jspawnhelper runtime/lib/jspawnhelper entitled",
            "dev.byok.byok runtime/bin/java entitled"),
        signed());
    assertEquals(
        "macos-sign: signed 5 files of \"" + image + "\" as dev.byok.byok\n", result.out());
  }

  @Test
  void every_signature_is_verified_right_afterwards() throws Exception {
    assertEquals(0, run(image.toString()).exitCode());
    List<String> calls = Files.readAllLines(log);
    int checked = 0;
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).startsWith("--force ")) {
        String file = calls.get(i).substring(calls.get(i).indexOf(image.toString()));
        assertEquals("--verify --strict " + file, calls.get(i + 1));
        checked++;
      }
    }
    assertEquals(5, checked);
    assertEquals("--display --verbose=1 " + image + "/runtime/bin/java", calls.getLast());
  }

  @Test
  void the_signature_is_ad_hoc_unless_a_certificate_is_named() throws Exception {
    assertEquals(0, run(image.toString()).exitCode());
    for (String call : signCalls()) {
      assertTrue(call.startsWith("--force --sign - --identifier "), call);
      assertTrue(call.contains(" --timestamp=none "), call);
    }
    Files.delete(log);
    env.put("BYOK_SIGN_IDENTITY", "Developer ID Application: Some One (TEAM)");
    assertEquals(0, run(image.toString()).exitCode());
    for (String call : signCalls()) {
      assertTrue(
          call.startsWith("--force --sign Developer ID Application: Some One (TEAM) --id"), call);
      assertTrue(call.contains(" --timestamp "), call);
    }
  }

  @Test
  void a_failure_of_codesign_ends_it() throws Exception {
    for (String step : List.of("--force", "--verify")) {
      env.put("FAILS", step);
      Result result = run(image.toString());
      assertEquals(1, result.exitCode(), result.out());
      assertTrue(result.out().contains("runtime/bin/java\""), result.out());
      assertTrue(result.out().contains("\n  hint: "), result.out());
      assertFalse(result.out().contains("signed 5"), result.out());
    }
    env.remove("FAILS");
    env.put("SHOWN", "com.example.java");
    Result other = run(image.toString());
    assertEquals(1, other.exitCode(), other.out());
    assertTrue(other.out().contains("does not bear the identifier dev.byok.byok"), other.out());
  }

  @Test
  void refuses_what_it_cannot_sign() throws Exception {
    assertRefused("it takes one folder");
    assertRefused("is no image", temp.toString());
    assertRefused("is no image", "-none");
    file("runtime/bin/java", "\u007fELF".getBytes(StandardCharsets.UTF_8));
    assertRefused("is no program for macOS", image.toString());
    Files.delete(bin.resolve("codesign"));
    assertRefused("there is no codesign", image.toString());
    program("uname", "echo Linux");
    assertRefused("this is no macOS", image.toString());
  }

  @Test
  void the_program_that_the_keychain_trusts_lets_nobody_else_in() throws Exception {
    String entitlements = Files.readString(Path.of("dist/macos-entitlements.plist"));
    assertTrue(entitlements.contains("<key>com.apple.security.cs.allow-jit</key>"));
    assertFalse(entitlements.contains("allow-dyld-environment-variables"));
    assertFalse(entitlements.contains("get-task-allow"));
    assertTrue(Files.readString(SCRIPT).contains("NOT TRIED YET ON MACOS"));
  }

  private void assertRefused(String words, String... args) throws Exception {
    Result result = run(args);
    assertNotEquals(0, result.exitCode());
    assertTrue(result.out().startsWith("macos-sign: "), result.out());
    assertTrue(result.out().contains(words), result.out());
    assertTrue(result.out().contains("\n  hint: "), result.out());
  }

  /** Returns the identifier and file of each call that signs, and whether it gets entitlements. */
  private List<String> signed() throws IOException {
    List<String> all = new ArrayList<>();
    for (String call : signCalls()) {
      String identifier = call.replaceFirst(".*--identifier (\\S+) .*", "$1");
      String file = call.substring(call.indexOf(image + "/") + image.toString().length() + 1);
      boolean entitled =
          call.contains(
              " --options runtime --entitlements "
                  + SCRIPT.resolveSibling("macos-entitlements.plist")
                  + " ");
      all.add(identifier + " " + file + (entitled ? " entitled" : ""));
    }
    return all;
  }

  private List<String> signCalls() throws IOException {
    return Files.readAllLines(log).stream().filter(call -> call.startsWith("--force ")).toList();
  }

  private void file(String name, byte[] content) throws IOException {
    Path file = image.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Result run(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of(SCRIPT.toString()));
    words.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out);
  }
}
