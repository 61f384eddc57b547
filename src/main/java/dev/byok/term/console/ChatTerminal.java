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
 * The terminal that byok was started on, for JLine. It is made without the library's builder, which
 * asks the terminal what it can do and swallows what was typed ahead with the reply, and which
 * takes Ctrl-C away from the runtime. Keys come from the {@link Keyboard}.
 *
 * <p>From here to its end the terminal neither echoes nor waits for whole lines, but still turns
 * Ctrl-C into a signal; the line editor goes further while it reads. The end, also one by a signal,
 * puts everything back.
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
    // The runtime would print its threads over the conversation.
    own.setControlChar(Attributes.ControlChar.VQUIT, 0);
    own.setControlChar(Attributes.ControlChar.VMIN, 1);
    own.setControlChar(Attributes.ControlChar.VTIME, 0);
  }

  /**
   * Takes the terminal over.
   *
   * @param onOutput whether it is what standard output leads to; standard error otherwise
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

  /** Calls this when the screen has another size, or was left for another program. */
  void onChange(Runnable what) {
    redraw = what;
  }

  /** No echo, key by key, unless another program has the terminal. */
  void takeOver() {
    if (!keyboard.isLent()) {
      setAttributes(own);
    }
  }

  /**
   * Nothing once the terminal is put back: the editor, whose read a signal ends, would set what it
   * found when it began.
   */
  @Override
  public void setAttributes(Attributes modes) {
    synchronized (ending) {
      if (!ended) {
        super.setAttributes(modes);
      }
    }
  }

  /**
   * After another program, such as the shell, has had the terminal, and turned off what it uses.
   */
  private void comeBack() {
    takeOver();
    try {
      if (!keyboard.isLent()) {
        show(PASTES_MARKED);
      }
    } catch (IOException gone) {
      // Whoever reads or writes next meets the same failure and tells it.
      return;
    }
  }

  /** As it was found. */
  void giveBack() throws IOException {
    show(PASTES_UNMARKED);
    setAttributes(originalAttributes);
  }

  /** Calls this on Ctrl-C, until what is returned is run. */
  Runnable onInterrupt(Runnable what) {
    return relay("INT", what);
  }

  /** Writes all of it in one go. */
  void show(String text) throws IOException {
    try {
      OutputStream screen = output();
      screen.write(text.getBytes(StandardCharsets.UTF_8));
      screen.flush();
    } catch (IllegalStateException closed) {
      // What ends the process has put the terminal back already.
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

  /** The mouse is left to the terminal: the editor would turn its tracking off after each line. */
  @Override
  public boolean trackMouse(MouseTracking tracking) {
    return false;
  }

  /** A terminal without a size, such as a serial line or one that went away, counts as usual. */
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
   * A signal closes in a thread of its own, which ends the editor's read: who comes second waits,
   * so that the process does not end between the two halves of the first.
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
