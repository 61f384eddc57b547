package dev.byok.serve.listen;

import dev.byok.serve.listen.Incoming.Field;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to one request, as it goes out on its connection. */
final class SentAnswer implements Outgoing {
  /** Longer pieces are sent in several of these, so that little memory is taken for each client. */
  private static final int MOST_AT_ONCE = 16 * 1024;

  /** What frames an answer, or belongs to the connection, is the listener's own. */
  private static final String[] OWN = {
    "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Trailer"
  };

  /** How the end of the body is marked. */
  private enum Frame {
    NO_BODY,
    LENGTH,
    CHUNKS,
    CLOSE
  }

  private final Connection connection;
  private final ReceivedHead request;
  private final RequestBody body;
  private final Thread worker = Thread.currentThread();
  private final AnswerBytes waiting = new AnswerBytes();
  private Frame frame = Frame.NO_BODY;
  private long left;
  private boolean bodyWasRead;

  // These are guarded by this.
  private boolean began;
  private boolean closes;
  private boolean whole;
  private boolean broken;
  private boolean gone;
  private @Nullable Runnable whenGone;

  SentAnswer(Connection connection, ReceivedHead request, RequestBody body) {
    this.connection = connection;
    this.request = request;
    this.body = body;
    this.closes = request.closes();
    this.bodyWasRead = body.isRead();
  }

  @Override
  public void onGone(Runnable callback) {
    boolean late;
    synchronized (this) {
      whenGone = callback;
      late = gone;
    }
    if (late) {
      Thread.startVirtualThread(() -> connection.call(callback));
    } else if (bodyWasRead || began()) {
      connection.watch();
    }
  }

  @Override
  public void head(int status, List<Field> fields, long length) throws IOException {
    if (status < 200 || status > 999) {
      throw new IllegalArgumentException("the status " + status + " ends no request");
    }
    begin();
    boolean bodiless = request.method().equals("HEAD") || status == 204 || status == 304;
    writeHead(status, fields, length, bodiless);
    if (frame == Frame.NO_BODY) {
      finish();
    }
    if (frame != Frame.LENGTH) {
      flush();
    }
    watchIfWished();
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    requireOpen();
    for (int done = 0; done < count && frame != Frame.NO_BODY; ) {
      int piece = Math.min(count - done, MOST_AT_ONCE);
      writePiece(bytes, from + done, piece);
      done += piece;
    }
  }

  @Override
  public void end() throws IOException {
    requireOpen();
    if (isWhole()) {
      return;
    }
    if (frame == Frame.LENGTH) {
      cut();
      throw new IOException("the answer is " + left + " bytes shorter than its head says");
    }
    finish();
    if (frame == Frame.CHUNKS) {
      waiting.add("0\r\n\r\n");
      flush();
    }
  }

  @Override
  public void cut() {
    synchronized (this) {
      if (whole || broken) {
        return;
      }
      broken = true;
    }
    if (Thread.currentThread().equals(worker) && !waiting.isEmpty()) {
      sendRest();
    }
    // Only a reset tells an answer that ends with the connection from a whole one.
    connection.breakOff(frame == Frame.CLOSE);
  }

  @Override
  public synchronized void closeAfter() {
    closes = true;
  }

  /** Lets a client send its body that waits for that. */
  void tellToGoOn() throws IOException {
    if (!began()) {
      waiting.add("HTTP/1.1 100 Continue\r\n\r\n");
      flush();
    }
  }

  /** From now on nothing is read for this request, so the client can be watched. */
  void bodyWasRead() {
    bodyWasRead = true;
    watchIfWished();
  }

  /** Tells the handler that its client has left, on another thread. */
  void tellLeft() {
    Runnable callback = clientLeft();
    if (callback != null) {
      Thread.startVirtualThread(() -> connection.call(callback));
    }
  }

  /**
   * Notes that the client has closed or broken its connection.
   *
   * @return what is to be called then; null if nothing is, or if the client has the whole answer
   */
  synchronized @Nullable Runnable clientLeft() {
    if (!isOpen()) {
      return null;
    }
    gone = true;
    return whenGone;
  }

  /** Sends one of the listener's own answers, which ends the connection. */
  void refuse(int status, String message) throws IOException {
    byte[] text = Refused.body(message);
    closeAfter();
    head(status, List.of(new Field("Content-Type", "application/json")), text.length);
    write(text, 0, text.length);
  }

  synchronized boolean began() {
    return began;
  }

  synchronized boolean isWhole() {
    return whole;
  }

  synchronized boolean isGone() {
    return gone;
  }

  /** Whether the client still waits for the rest of it. */
  synchronized boolean isOpen() {
    return !whole && !broken && !gone;
  }

  synchronized boolean closes() {
    return closes || !whole;
  }

  private synchronized void begin() throws IOException {
    if (began) {
      throw new IllegalStateException("the answer has begun");
    }
    if (gone) {
      throw new ClientLeftException("the client has left");
    }
    began = true;
    closes |= connection.isStopping() || !body.canBeSkipped();
  }

  private synchronized void finish() {
    whole = true;
  }

  private void watchIfWished() {
    boolean wished;
    synchronized (this) {
      wished = whenGone != null && !whole;
    }
    if (wished) {
      connection.watch();
    }
  }

  private void writeHead(int status, List<Field> fields, long length, boolean bodiless) {
    waiting.add("HTTP/1.1 ");
    waiting.add(Refused.statusLine(status));
    for (Field field : fields) {
      if (!isOwn(field.name())) {
        waiting.addField(field.name(), field.value());
      }
    }
    if (length >= 0 && status != 204 && status != 304) {
      waiting.add("Content-Length: " + length + "\r\n");
    }
    if (!bodiless) {
      frame(length);
    }
    synchronized (this) {
      if (closes) {
        waiting.add("Connection: close\r\n");
      }
    }
    waiting.add("\r\n");
  }

  private void frame(long length) {
    left = length;
    if (length >= 0) {
      frame = length == 0 ? Frame.NO_BODY : Frame.LENGTH;
    } else if (request.old()) {
      frame = Frame.CLOSE;
    } else {
      frame = Frame.CHUNKS;
      waiting.add("Transfer-Encoding: chunked\r\n");
    }
  }

  private static boolean isOwn(String name) {
    for (String own : OWN) {
      if (own.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private void writePiece(byte[] bytes, int from, int count) throws IOException {
    requireOpen();
    if (frame == Frame.LENGTH) {
      if (count > left) {
        cut();
        throw new IOException("the answer is longer than its head says");
      }
      left -= count;
      if (left == 0) {
        // The client may leave as soon as it has the last byte.
        finish();
      }
    }
    if (frame == Frame.CHUNKS) {
      waiting.addSize(count);
    }
    waiting.add(bytes, from, count);
    if (frame == Frame.CHUNKS) {
      waiting.add("\r\n");
    }
    flush();
  }

  private synchronized void requireOpen() throws IOException {
    if (!began) {
      throw new IllegalStateException("the answer has no head");
    }
    if (gone) {
      throw new ClientLeftException("the client has left");
    }
    if (broken) {
      throw new ClientLeftException("the answer was cut");
    }
  }

  private void flush() throws IOException {
    try {
      connection.send(waiting.taken());
    } catch (ClientLeftException left) {
      tellLeft();
      throw left;
    }
  }

  private void sendRest() {
    try {
      flush();
    } catch (IOException broke) {
      // It is about to be broken anyway.
      connection.breakOff(false);
    }
  }
}
