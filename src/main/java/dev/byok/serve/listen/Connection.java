package dev.byok.serve.listen;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: reads its requests in order and has each answered, by one thread at a
 * time. While an answer is made, a second thread may watch the client, see {@link Inbox}.
 */
final class Connection {
  private final SocketChannel channel;
  private final Service service;
  private final Patience patience;
  private final Inbox inbox;
  private volatile @Nullable SentAnswer current;
  private volatile boolean stopping;
  private boolean first = true;

  Connection(SocketChannel channel, Service service) {
    this.channel = channel;
    this.service = service;
    this.patience = new Patience(service.clock());
    this.inbox = new Inbox(channel, service.limits().headBytes());
  }

  Patience patience() {
    return patience;
  }

  /** Works on this connection until it ends, or until the watching thread goes on with it. */
  void run() {
    boolean over = true;
    try {
      if (first) {
        sendAtOnce();
      }
      over = work();
    } catch (IOException left) {
      // The client has gone, or its time was over: there is nobody to tell.
      breakOff(false);
    } catch (RuntimeException | Error bug) {
      service.problems().problem("a connection failed", bug);
    } finally {
      if (over) {
        finish();
      }
    }
  }

  /** Tells a client that there are too many connections. */
  void turnAway() {
    try {
      sayGoodbye(503, "byok has too many connections; close one, or try again");
    } catch (IOException left) {
      breakOff(false);
    } finally {
      finish();
    }
  }

  /** Has the client watched while its request is answered. */
  void watch() {
    if (inbox.beginWatch()) {
      Thread.startVirtualThread(this::watchOn);
    } else if (inbox.isEnded()) {
      Thread.startVirtualThread(this::tellLeft);
    }
  }

  /** Runs what a handler wants done when its client leaves, which may fail. */
  void call(Runnable whenGone) {
    try {
      whenGone.run();
    } catch (RuntimeException | Error bug) {
      service.problems().problem("a request could not be stopped", bug);
    }
  }

  /** Writes all of it. */
  void send(ByteBuffer bytes) throws ClientLeftException {
    patience.begin(Patience.Wait.READER, service.limits().stall());
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException broken) {
      throw new ClientLeftException("the client has left", broken);
    }
    patience.end();
  }

  /** Whether no further request is to be read. */
  boolean isStopping() {
    return stopping || inbox.hasDropped();
  }

  /** Ends the connection now if no request is being answered, else after the answer. */
  void stop() {
    stopping = true;
    if (patience.giveUpRequest()) {
      breakOff(false);
    }
  }

  /**
   * Closes the connection at once.
   *
   * @param reset whether the client has to see a broken connection, and not an end
   */
  void breakOff(boolean reset) {
    if (reset) {
      resetAtEnd();
    }
    try {
      channel.close();
    } catch (IOException closed) {
      // What cannot be closed was closed before.
      return;
    } finally {
      inbox.dropAll();
    }
  }

  private void resetAtEnd() {
    try {
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException broken) {
      // The client has broken the connection itself.
      return;
    }
  }

  /** Ends a wait whose time is over. */
  void checkTime() {
    switch (patience.expired()) {
      case NONE -> {}
      // The thread that reads sees an end, and says why.
      case HEAD, BODY -> endInput();
      case REQUEST, FAREWELL -> breakOff(false);
      case READER -> breakOff(true);
    }
  }

  private void endInput() {
    try {
      channel.shutdownInput();
    } catch (IOException closed) {
      breakOff(false);
    }
  }

  private void sendAtOnce() throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /** Returns whether the connection is over; else the watching thread has it. */
  private boolean work() throws IOException {
    try {
      while (true) {
        ReceivedHead head = nextHead();
        if (head == null) {
          return true;
        }
        if (!answer(head) || inbox.isEnded()) {
          return true;
        }
        patience.begin(Patience.Wait.REQUEST, service.limits().idle());
        if (stopping) {
          return true;
        }
        if (inbox.rest()) {
          return false;
        }
      }
    } catch (RequestException refused) {
      sayGoodbye(refused.status(), String.valueOf(refused.getMessage()));
      return true;
    }
  }

  /** Reads the next head; returns null if the client has no other request. */
  private @Nullable ReceivedHead nextHead() throws IOException {
    Ceilings limits = service.limits();
    if (inbox.isEmpty()) {
      inbox.trim();
      patience.begin(Patience.Wait.REQUEST, first ? limits.head() : limits.idle());
      if (stopping || !inbox.fill()) {
        return null;
      }
    }
    first = false;
    patience.begin(Patience.Wait.HEAD, limits.head());
    HeadParser parser = new HeadParser(limits);
    while (true) {
      inbox.skip(parser.take(inbox.bytes(), inbox.from(), inbox.to()));
      if (parser.isWhole()) {
        break;
      }
      if (!inbox.fill()) {
        requireTime();
        return null;
      }
    }
    if (!patience.end()) {
      requireTime();
    }
    return parser.head();
  }

  private void requireTime() throws RequestException {
    if (patience.isOver()) {
      throw RequestException.slow("the head");
    }
  }

  /** Has one request answered; returns whether another can follow. */
  private boolean answer(ReceivedHead head) throws IOException {
    try (BodyRoom.Share share = service.room().share()) {
      RequestBody body = new RequestBody(inbox, patience, service.limits(), share, head);
      SentAnswer answer = new SentAnswer(this, head, body);
      current = answer;
      handle(new ReceivedRequest(head, body, answer), answer);
      current = null;
      if (!answer.isWhole()) {
        breakOff(false);
        return false;
      }
      if (answer.closes() || inbox.hasDropped() || !body.canBeSkipped()) {
        leave();
        return false;
      }
      return body.isRead() || isSkipped(body);
    }
  }

  private static boolean isSkipped(RequestBody body) throws IOException {
    try {
      body.skip();
      return true;
    } catch (RequestException slow) {
      // The request has its answer; another one would be taken for that to the next.
      return false;
    }
  }

  private void handle(ReceivedRequest request, SentAnswer answer) throws IOException {
    try {
      service.handler().handle(request, answer);
      if (answer.isOpen()) {
        fail(answer, new IllegalStateException("a request was not answered to its end"));
      }
    } catch (RequestException refused) {
      if (answer.began()) {
        answer.cut();
      } else {
        answer.refuse(refused.status(), String.valueOf(refused.getMessage()));
      }
    } catch (ClientLeftException left) {
      answer.cut();
    } catch (IOException failed) {
      // What fails because the client has left is no problem.
      if (!answer.isGone()) {
        fail(answer, failed);
      }
    } catch (RuntimeException | Error bug) {
      fail(answer, bug);
    }
  }

  private void fail(SentAnswer answer, Throwable cause) throws IOException {
    service.problems().problem("a request failed", cause);
    if (answer.began()) {
      answer.cut();
    } else {
      answer.refuse(500, "byok failed; this is a bug");
    }
  }

  private void sayGoodbye(int status, String message) throws IOException {
    send(ByteBuffer.wrap(Refused.answer(status, message)));
    leave();
  }

  /**
   * Ends the connection so that the client can read the last answer: closing it while something
   * comes in would take that answer away.
   */
  private void leave() throws IOException {
    patience.begin(Patience.Wait.FAREWELL, service.limits().farewell());
    channel.shutdownOutput();
    inbox.dropAll();
    if (inbox.isWatched()) {
      inbox.awaitEnd();
    } else {
      inbox.drop();
    }
  }

  private void watchOn() {
    if (inbox.watch()) {
      run();
      return;
    }
    if (inbox.isResting()) {
      finish();
    } else {
      tellLeft();
    }
  }

  /** Tells whoever answers a request now that the client has left. */
  private void tellLeft() {
    SentAnswer answered = current;
    Runnable whenGone = answered == null ? null : answered.clientLeft();
    if (whenGone != null) {
      call(whenGone);
    }
  }

  private void finish() {
    breakOff(false);
    service.connections().remove(this);
  }
}
