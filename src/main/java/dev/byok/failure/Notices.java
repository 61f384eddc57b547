package dev.byok.failure;

/** Receives what happens on the way, from code that does not know which command it works for. */
public interface Notices {
  /** Reports in one line something that the user may want to know. */
  void notice(String line);

  /** Reports such a line only once per process. */
  void noticeOnce(String line);

  /** Reports a detail for users who asked for more. */
  void verbose(String line);

  /** Reports a failure that does not end the command. */
  void failure(Failure failure);

  /** Reports that something takes time, until the result is closed. */
  Waiting waiting(String what);

  /** A wait that may be shown. */
  interface Waiting extends AutoCloseable {
    /** A wait that is not shown. */
    Waiting NOT_SHOWN =
        new Waiting() {
          @Override
          public void over() {}

          @Override
          public void close() {}
        };

    /** What was waited for has come. */
    void over();

    @Override
    void close();
  }
}
