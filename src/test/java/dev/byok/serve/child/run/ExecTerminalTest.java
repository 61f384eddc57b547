package dev.byok.serve.child.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs in a shell with job control, on a terminal. */
final class ExecTerminalTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_Z = "\u001a";
  private static final String CTRL_BACKSLASH = "\u001c";

  /** A shell with job control. Its prompt is that of the script's environment. */
  private static final String BASH = "exec bash --norc --noprofile -i";

  @TempDir Path temp;
  private ExecScript script;

  @BeforeEach
  void setUp() throws IOException {
    script = new ExecScript(temp);
  }

  private Pty bash() throws Exception {
    Pty terminal = Pty.start(temp, script.env(), 24, 80, BASH);
    terminal.await("P> ");
    return terminal;
  }

  /** Makes a program of these lines and types a command that runs it. */
  private void run(Pty terminal, String lines) throws IOException {
    script.program("program", lines);
    terminal.type("./x program; echo code=$?=\n");
  }

  @Test
  void ctrl_c_ends_the_program() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "echo re''ady; exec sleep 600");
      terminal.await("ready");
      terminal.type(CTRL_C);
      terminal.await("code=130=");
    }
  }

  @Test
  void ctrl_c_is_the_programs_to_ignore_or_to_handle() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "trap '' INT; echo re''ady; read line; echo got $line; exit 3");
      terminal.await("ready");
      terminal.type(CTRL_C);
      terminal.type("on\n");
      terminal.await("got on");
      terminal.await("code=3=");
      run(terminal, "trap 'echo caught; exit 9' INT; echo again; while :; do sleep 0.1; done");
      terminal.await("again");
      terminal.type(CTRL_C);
      terminal.await("caught");
      String all = terminal.await("code=9=");
      assertEquals(1, all.split("caught", -1).length - 1, "it came once: " + all);
    }
  }

  @Test
  void ctrl_backslash_ends_the_program_and_java_prints_nothing() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "ulimit -c 0; echo re''ady; exec sleep 600");
      terminal.await("ready");
      terminal.type(CTRL_BACKSLASH);
      assertFalse(terminal.await("code=131=").contains("thread dump"));
      run(terminal, "trap '' QUIT; echo again; read line; exit 4");
      terminal.await("again");
      terminal.type(CTRL_BACKSLASH + "\n");
      assertFalse(terminal.await("code=4=").contains("thread dump"));
    }
  }

  @Test
  void ctrl_z_stops_it_and_fg_lets_it_go_on_twice() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "echo re''ady; read line; echo got $line; read line; exit 6");
      terminal.await("ready");
      terminal.type(CTRL_Z);
      terminal.await("code=148=");
      terminal.type("jobs; fg; echo first=$?=\n");
      terminal.await("Stopped");
      terminal.type("one\n");
      terminal.await("got one");
      terminal.type(CTRL_Z);
      terminal.await("first=148=");
      terminal.type("fg; echo second=$?=\n");
      terminal.type("two\n");
      terminal.await("second=6=");
    }
  }

  @Test
  void ctrl_z_is_the_programs_to_ignore() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "trap '' TSTP; echo re''ady; read line; echo got $line; exit 3");
      terminal.await("ready");
      terminal.type(CTRL_Z);
      terminal.type("on\n");
      terminal.await("got on");
      assertFalse(terminal.await("code=3=").contains("Stopped"));
    }
  }

  /** A program on the whole screen restores it first, which it could not do in the background. */
  @Test
  void a_program_that_tidies_up_at_ctrl_z_keeps_the_terminal_until_it_has_stopped()
      throws Exception {
    try (Pty terminal = bash()) {
      run(
          terminal,
          "trap 'sleep 0.5; stty echo && echo ti''dy; kill -STOP $$; echo ba''ck' TSTP;"
              + " stty -echo; echo re''ady; while [ ! -e end ]; do :; done; exit 7");
      terminal.await("ready");
      terminal.type(CTRL_Z);
      String all = terminal.await("code=148=");
      assertTrue(all.contains("tidy") && all.indexOf("tidy") < all.indexOf("Stopped"), all);
      terminal.type("touch end; fg; echo back=$?=\n");
      terminal.await("back=7=");
    }
  }

  @Test
  void a_program_that_stops_itself_gives_the_terminal_back_twice() throws Exception {
    try (Pty terminal = bash()) {
      run(terminal, "kill -TSTP $$; echo o''ne; kill -TSTP $$; echo t''wo; exit 5");
      terminal.await("code=148=");
      terminal.type("fg; echo first=$?=\n");
      terminal.await("one");
      terminal.await("first=148=");
      terminal.type("fg; echo second=$?=\n");
      terminal.await("two");
      terminal.await("second=5=");
    }
  }

  @Test
  void a_program_that_stops_itself_without_the_terminal_as_its_input_does_so_too()
      throws Exception {
    try (Pty terminal = bash()) {
      script.program("program", "kill -STOP $$; echo o''ne; exit 5");
      terminal.type("./x program </dev/null 2>&1 | cat; echo code=${PIPESTATUS[0]}=\n");
      terminal.await("Stopped");
      terminal.type("fg\n");
      terminal.await("one");
      terminal.await("P> ");
    }
  }

  @Test
  void a_shell_has_job_control_of_its_own() throws Exception {
    try (Pty terminal = bash()) {
      terminal.type("PS1=in''ner'> ' ./x bash --norc --noprofile -i; echo code=$?=\n");
      terminal.await("inner> ");
      terminal.type("sleep 600\n");
      terminal.await("sleep 600\r\n");
      TimeUnit.MILLISECONDS.sleep(300);
      terminal.type(CTRL_Z);
      terminal.await("Stopped                 sleep 600");
      terminal.type("jobs -p | wc -l; kill %1; fg >/dev/null; echo in''side\n");
      terminal.await("inside");
      terminal.type("suspend -f\n");
      terminal.await("code=148=");
      terminal.type("fg; echo back=$?=\n");
      terminal.type("echo still he''re\n");
      terminal.await("still here");
      terminal.type("exit 9\n");
      terminal.await("back=9=");
      terminal.type("echo out''side\n");
      terminal.await("outside");
    }
  }

  @Test
  void the_window_size_is_the_terminals_also_after_a_change() throws Exception {
    try (Pty terminal = Pty.start(temp, script.env(), 30, 100, BASH)) {
      terminal.await("P> ");
      run(
          terminal,
          "trap 'stty size; exit 2' WINCH; stty size; echo re''ady; while :; do sleep 0.1; done");
      assertTrue(terminal.await("ready").contains("30 100"));
      terminal.resize(25, 90);
      terminal.await("25 90");
      terminal.await("code=2=");
    }
  }

  @Test
  void a_closed_terminal_ends_the_program_and_byok() throws Exception {
    String lines =
        "trap 'echo hup >ended; exit 0' HUP; echo $PPID >parent; echo re''ady;"
            + " while :; do sleep 0.1; done";
    try (Pty terminal = bash()) {
      run(terminal, lines);
      terminal.await("ready");
    }
    script.await("ended", "hup");
    Optional<ProcessHandle> byok = ProcessHandle.of(Long.parseLong(script.text("parent").strip()));
    if (byok.isPresent()) {
      byok.get().onExit().get(60, TimeUnit.SECONDS);
    }
    assertFalse(byok.isPresent() && byok.get().isAlive());
  }

  @Test
  void the_shells_own_background_jobs_end_as_without_byok() throws Exception {
    try (Pty terminal = bash()) {
      script.program("program", "echo re''ady; sleep 0.2; exit 8");
      terminal.type("./x program & wait $!; echo code=$?=\n");
      terminal.await("ready");
      terminal.await("code=8=");
    }
    assertTrue(Files.exists(temp.resolve("program")));
  }
}
