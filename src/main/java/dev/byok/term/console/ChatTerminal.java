package dev.byok.term.console;

import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jline.nativ.CLibrary;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.Signals;

/**
 * The terminal on which byok was started, for JLine. It is made without the library's builder. The
 * builder queries the terminal's abilities and swallows typed-ahead keys with the reply, and it
 * takes Ctrl-C away from the runtime. Keys come from the {@link Keyboard}.
 *
 * <p>Until it is closed, the terminal neither echoes nor waits for whole lines, but still turns
 * Ctrl-C into a signal. The line editor changes more while it reads. Closing restores everything,
 * also when a signal ends the process.
 */
final class ChatTerminal extends PosixSysTerminal {
  static final String PASTES_MARKED = "\u001b[?2004h";
  private static final String PASTES_UNMARKED = "\u001b[?2004l";

  private static final Size USUAL = Size.of(80, 24);

  private final Keyboard keyboard;
  private final Attributes own;
  private final List<Runnable> undo = new ArrayList<>();
  private volatile Runnable redraw = () -> {};
  private final Object ending = new Object();
  private boolean ended;

  private ChatTerminal(Pty pty, String type) throws IOException {
    super("byok", type, pty, StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
    keyboard =
        new Keyboard(
            new java.io.FileInputStream(java.io.FileDescriptor.in),
            milliseconds -> CLibrary.pollForInput(0, milliseconds));
    own = new Attributes(originalAttributes);
    own.setLocalFlags(
        EnumSet.of(
            Attributes.LocalFlag.ICANON, Attributes.LocalFlag.ECHO, Attributes.LocalFlag.IEXTEN),
        false);
    own.setLocalFlags(EnumSet.of(Attributes.LocalFlag.ISIG, Attributes.LocalFlag.NOFLSH), true);
    own.setInputFlags(EnumSet.of(Attributes.InputFlag.ICRNL, Attributes.InputFlag.INLCR), false);
    // On this key, the runtime would print its threads over the chat.
    own.setControlChar(Attributes.ControlChar.VQUIT, 0);
    own.setControlChar(Attributes.ControlChar.VMIN, 1);
    own.setControlChar(Attributes.ControlChar.VTIME, 0);
  }

  /**
   * Takes over the terminal.
   *
   * @param onOutput whether it is the terminal of standard output; otherwise of standard error
   */
  static ChatTerminal open(Map<String, String> env, boolean onOutput) throws IOException {
    SystemStream out = onOutput ? SystemStream.Output : SystemStream.Error;
    Pty pty = new JniTerminalProvider().current(out);
    ChatTerminal terminal = new ChatTerminal(pty, env.getOrDefault("TERM", "ansi"));
    terminal.takeOver();
    terminal.handle(Signal.CONT, _ -> terminal.comeBack());
    terminal.relay("WINCH", Signal.WINCH);
    terminal.relay("CONT", Signal.CONT);
    terminal.keyboard.start();
    return terminal;
  }

  Keyboard keyboard() {
    return keyboard;
  }

  /** Sets what is called when the screen size changes or another program has used the screen. */
  void onChange(Runnable what) {
    redraw = what;
  }

  /** Turns off the echo and reads key by key, unless another program has the terminal. */
  void takeOver() {
    if (!keyboard.isLent()) {
      setAttributes(own);
    }
  }

  /**
   * Does nothing after the terminal was restored: the editor, when a signal ends its read, would
   * set the modes from before that read.
   */
  @Override
  public void setAttributes(Attributes modes) {
    synchronized (ending) {
      if (!ended) {
        super.setAttributes(modes);
      }
    }
  }

  /** Takes the terminal back after another program, such as the shell, changed its modes. */
  private void comeBack() {
    takeOver();
    try {
      if (!keyboard.isLent()) {
        show(PASTES_MARKED);
      }
    } catch (IOException gone) {
      // The next read or write meets the same failure and reports it.
      return;
    }
  }

  /** Restores the terminal as it was found. */
  void giveBack() throws IOException {
    show(PASTES_UNMARKED);
    setAttributes(originalAttributes);
  }

  /** Sets what is called on Ctrl-C, until the returned function is run. */
  Runnable onInterrupt(Runnable what) {
    return relay("INT", what);
  }

  /** Writes all of the text in one call. */
  void show(String text) throws IOException {
    try {
      OutputStream screen = output();
      screen.write(text.getBytes(StandardCharsets.UTF_8));
      screen.flush();
    } catch (IllegalStateException closed) {
      // The end of the process has already restored the terminal.
      throw new IOException("the terminal is given back", closed);
    }
  }

  @Override
  public NonBlockingReader reader() {
    return keyboard;
  }

  @Override
  public void raise(Signal signal) {
    super.raise(signal);
    if (signal == Signal.WINCH || signal == Signal.CONT) {
      redraw.run();
    }
  }

  /** Leaves the mouse to the terminal: the editor would turn mouse tracking off after each line. */
  @Override
  public boolean trackMouse(MouseTracking tracking) {
    return false;
  }

  /** Returns the usual size for a terminal without one, such as a serial line or a closed one. */
  @Override
  public Size getSize() {
    try {
      Size size = super.getSize();
      return size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL;
    } catch (IOError gone) {
      return USUAL;
    }
  }

  /**
   * Closes once. A signal closes on a separate thread, which also ends the editor's read. The
   * second caller waits, so that the process does not end while the first is still closing.
   */
  @Override
  protected void doClose() throws IOException {
    synchronized (ending) {
      if (ended) {
        return;
      }
      ended = true;
      undo.forEach(Runnable::run);
      undo.clear();
      keyboard.close();
      try {
        show(PASTES_UNMARKED);
      } finally {
        super.doClose();
      }
    }
  }

  private void relay(String name, Signal signal) {
    undo.add(relay(name, () -> raise(signal)));
  }

  private static Runnable relay(String name, Runnable what) {
    Object before = Signals.register(name, what);
    return () -> Signals.unregister(name, before);
  }
}
