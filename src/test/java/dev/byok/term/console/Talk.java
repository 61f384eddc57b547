package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Streams;
import dev.byok.term.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A program that chats with itself, for tests at a terminal. It repeats each message, except for
 * some that are commands.
 */
final class Talk {
  private final ChatConsole console;

  private Talk(ChatConsole console) {
    this.console = console;
  }

  /** Takes the streams that are terminals, such as {@code ioe}, and the history's file or "-". */
  public static void main(String[] args) throws Exception {
    Map<String, String> env = System.getenv();
    Messages messages = new Messages(new FileOutputStream(FileDescriptor.err), false);
    Path history = args[1].equals("-") ? null : Path.of(args[1]);
    int code = 0;
    try (ChatConsole console =
        ChatConsoles.open(
            new Streams(
                new FileInputStream(FileDescriptor.in),
                new StandardOutput(
                    new FileOutputStream(FileDescriptor.out), args[0].indexOf('o') >= 0),
                messages,
                Terminal.detect(args[0], env),
                env),
            true,
            history,
            (_, _) ->
                List.of(
                    new CompletionCandidate("/model", "another model", true),
                    new CompletionCandidate("/sessions", "what was said", true)))) {
      new Talk(console).run();
    } catch (Failure failed) {
      messages.failure(failed);
      code = failed.kind().exitCode();
    }
    Runtime.getRuntime().halt(code);
  }

  private void run() throws Exception {
    console.note("ready");
    String begun = "";
    for (String message = console.read("you> ", begun);
        message != null;
        message = console.read("you> ", begun)) {
      begun = message.equals("begin") ? "begun " : "";
      if (message.equals("ask")) {
        console.note("chosen " + console.ask("which? "));
      } else if (message.equals("size")) {
        console.note("size " + console.width() + "x" + console.height());
      } else if (message.equals("shell")) {
        try (ChatConsole.Lent _ = console.lend()) {
          new ProcessBuilder("sh", "-c", "stty -a; read line; echo \"shell got $line\"")
              .inheritIO()
              .start()
              .waitFor();
        }
      } else if (!message.isEmpty()) {
        answer(message);
      }
    }
    console.note("bye");
  }

  private void answer(String message) throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    try (ChatConsole.Answering _ = console.answering("waiting for me", stop::countDown)) {
      if (message.startsWith("stream ")) {
        stream(Integer.parseInt(message.substring("stream ".length())), stop);
      } else if (message.equals("hang")) {
        stop.await();
      } else if (message.equals("slow")) {
        TimeUnit.MILLISECONDS.sleep(1500);
        console.write("late");
      } else {
        console.write("[" + message.replace("\n", "|").replace("\t", "<tab>") + "]");
      }
      console.write("\n");
    }
    if (stop.getCount() == 0) {
      console.note("stopped");
    }
  }

  /** Writes a thousand pieces per second. */
  private void stream(int pieces, CountDownLatch stop) throws Exception {
    for (int i = 1; i <= pieces && stop.getCount() > 0; i++) {
      console.write(i % 10 == 0 ? "word" + i + "\n" : "word" + i + " ");
      TimeUnit.MILLISECONDS.sleep(1);
    }
    console.write("end of stream");
  }
}
