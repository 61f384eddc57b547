package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.completion.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionLookTest {
  private static final String SCRIPT = "# completes byok\n";

  @TempDir private Path temp;
  private final Map<String, String> env = new HashMap<>();
  private Path home = Path.of("/");
  private Image image = new Image(Path.of("/"));

  @BeforeEach
  void homeAndImage() throws Exception {
    home = Files.createDirectories(temp.toRealPath().resolve("home/me"));
    env.put("HOME", home.toString());
    image = ImageFolders.make(temp.resolve("byok-0.1.0"));
    for (Shell shell : Shell.values()) {
      Files.writeString(image.completion(shell), SCRIPT);
    }
    write(temp.resolve("etc/bash.bashrc"), ". /usr/share/bash-completion/bash_completion\n");
  }

  private Finding look(String shell) {
    env.put("SHELL", shell);
    return new CompletionLook(new Surroundings(env, temp), image).look();
  }

  private static Path write(Path file, String content) throws Exception {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/bash, home/me/.local/share/bash-completion/completions/byok",
    "/bin/bash, usr/share/bash-completion/completions/byok",
    "bash,      usr/local/share/bash-completion/completions/byok.bash",
    "/bin/bash, opt/homebrew/etc/bash_completion.d/byok",
    "/bin/bash, etc/bash_completion.d/byok",
    "/bin/zsh,  usr/share/zsh/site-functions/_byok",
    "/bin/zsh,  usr/local/share/zsh/site-functions/_byok",
    "/bin/zsh,  home/linuxbrew/.linuxbrew/share/zsh/site-functions/_byok",
    "/bin/fish, home/me/.config/fish/completions/byok.fish",
    "/bin/fish, usr/share/fish/vendor_completions.d/byok.fish",
    "/bin/fish, opt/homebrew/share/fish/vendor_completions.d/byok.fish"
  })
  void finds_a_script_where_the_shell_would(String shell, String file) throws Exception {
    Finding before = look(shell);
    assertTrue(before.message().startsWith("not set up for "), before.message());
    Path script = write(temp.toRealPath().resolve(file), SCRIPT);
    Finding found = new CompletionLook(new Surroundings(env, temp.toRealPath()), image).look();
    assertTrue(found.message().endsWith(" by " + script), found.message());
    assertNull(found.hint());
  }

  @ParameterizedTest
  @CsvSource({
    "bash, BASH_COMPLETION_USER_DIR, completions/byok",
    "bash, XDG_DATA_HOME, bash-completion/completions/byok.bash",
    "bash, XDG_DATA_DIRS, bash-completion/completions/byok",
    "bash, HOMEBREW_PREFIX, etc/bash_completion.d/byok",
    "zsh, FPATH, _byok",
    "zsh, HOMEBREW_PREFIX, share/zsh/site-functions/_byok",
    "fish, XDG_CONFIG_HOME, fish/completions/byok.fish",
    "fish, XDG_DATA_DIRS, fish/vendor_completions.d/byok.fish"
  })
  void finds_a_script_where_a_variable_says(String shell, String variable, String file)
      throws Exception {
    Path folder = temp.resolve("named");
    env.put(variable, folder.toString());
    Path script = write(folder.resolve(file), SCRIPT);
    assertEquals("set up for " + shell + " by " + script, look(shell).message());
    env.put(variable, "named");
    assertTrue(look(shell).message().startsWith("not set up"), look(shell).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | .bashrc | source <(byok completion bash)",
        "bash | .bash_profile | eval \"$(byok completion bash)\"",
        "bash | .profile | . ~/byok-0.1.0/completions/byok.bash",
        "zsh  | .zshrc | source <(byok completion zsh)",
        "zsh  | .zshrc | fpath=(~/.sdkman/candidates/byok/current/completions $fpath)",
        "zsh  | .zprofile | source <(byok completion zsh)",
        "fish | .config/fish/config.fish | byok completion fish | source"
      })
  void finds_a_line_in_a_start_file(String shell, String file, String line) throws Exception {
    Path start = write(home.resolve(file), "export A=1\n# " + line + "\n");
    assertTrue(look(shell).message().startsWith("not set up"), look(shell).message());
    Files.writeString(start, "export A=1\n  " + line + "\nexport B=2\n");
    assertEquals("set up for " + shell + " in " + start, look(shell).message());
    assertNull(look(shell).hint());
  }

  @Test
  void zshs_files_are_where_zdotdir_says() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("dots"));
    env.put("ZDOTDIR", folder.toString());
    write(home.resolve(".zshrc"), "source <(byok completion zsh)\n");
    assertTrue(look("zsh").message().startsWith("not set up"), look("zsh").message());
    Path start = write(folder.resolve(".zshrc"), "source <(byok completion zsh)\n");
    assertEquals("set up for zsh in " + start, look("zsh").message());
  }

  @Test
  void a_folder_of_ones_own_must_be_on_zshs_fpath() throws Exception {
    Path script = write(home.resolve(".zfunc/_byok"), SCRIPT);
    Finding found = look("zsh");
    assertTrue(found.message().contains("no start file puts its folder on fpath"));
    assertEquals(
        "add to ~/.zshrc, before compinit: fpath=(" + home.resolve(".zfunc") + " $fpath)",
        found.hint());
    write(home.resolve(".zshrc"), "fpath+=~/.zfunc\nautoload -Uz compinit && compinit\n");
    assertEquals("set up for zsh by " + script, look("zsh").message());
  }

  @Test
  void a_script_of_another_version_is_told() throws Exception {
    Path script = write(home.resolve(".local/share/bash-completion/completions/byok"), "# older\n");
    Finding found = look("bash");
    assertEquals("set up for bash by " + script + ", which is not this version's", found.message());
    assertEquals("byok completion bash > " + script, found.hint());
    image = new Image(temp.resolve("without"));
    assertNull(look("bash").hint());
  }

  @Test
  void bash_looks_into_no_folder_of_itself() throws Exception {
    Path script = write(home.resolve(".local/share/bash-completion/completions/byok"), SCRIPT);
    write(temp.resolve("etc/bash.bashrc"), "# . /usr/share/bash-completion/bash_completion\n");
    Finding found = look("bash");
    assertEquals(
        "there is " + script + " for bash, but no start file loads bash-completion to read it",
        found.message());
    assertEquals("add to ~/.bashrc: eval \"$(byok completion bash)\"", found.hint());
    write(home.resolve(".bashrc"), "  . /opt/homebrew/etc/profile.d/bash_completion.sh\n");
    assertEquals("set up for bash by " + script, look("bash").message());
    write(home.resolve(".bashrc"), "eval \"$(byok completion bash)\"\n");
    assertEquals("set up for bash in " + home.resolve(".bashrc"), look("bash").message());
  }

  @Test
  void what_is_not_set_up_comes_with_the_command() {
    for (Shell shell : Shell.values()) {
      Finding found = look(shell.word());
      assertEquals("not set up for " + shell.word(), found.message());
      String hint = String.valueOf(found.hint());
      assertTrue(hint.contains("byok completion " + shell.word()), hint);
    }
  }

  @Test
  void another_shell_or_none_is_no_fault() {
    assertEquals(
        "none for \"/bin/tcsh\"; there is one for bash, zsh and fish", look("/bin/tcsh").message());
    assertNull(look("/bin/tcsh").hint());
    assertTrue(look("").message().startsWith("not known: "), look("").message());
    assertNull(look("").hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", ".", "no\0path"})
  void works_without_a_home(String value) {
    env.put("HOME", value);
    for (String shell : new String[] {"bash", "zsh", "fish"}) {
      assertEquals("not set up for " + shell, look(shell).message());
    }
    env.remove("HOME");
    assertEquals("not set up for zsh", look("zsh").message());
  }

  @Test
  void start_files_may_be_anything() throws Exception {
    Files.createDirectory(home.resolve(".bashrc"));
    Files.createSymbolicLink(home.resolve(".bash_profile"), Path.of(".bash_profile"));
    Files.write(home.resolve(".bash_login"), new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'});
    Path huge = Files.createFile(home.resolve(".profile"));
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertEquals("not set up for bash", look("bash").message());
    Path last = home.resolve(".bash_completion");
    Files.write(
        last,
        "h\u00e9\nsource <(byok completion bash)"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals("set up for bash in " + last, look("bash").message());
  }

  @Test
  void nothing_of_a_start_file_is_repeated() throws Exception {
    String canary = "sk-canary-0123456789";
    write(home.resolve(".bashrc"), "export OPENAI_API_KEY=" + canary + " # byok completion bash\n");
    Finding found = look("bash");
    assertEquals("set up for bash in " + home.resolve(".bashrc"), found.message());
    assertFalse((found.message() + found.hint()).contains(canary));
  }
}
