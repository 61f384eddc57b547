package dev.byok.failure;

/** Where those are told what happens on the way who do not know whom they work for. */
public interface Notices {
  /** Something the user may want to know, in one line. */
  void notice(String line);

  /** The same, worth saying once in a process. */
  void noticeOnce(String line);

  /** What happens, for those who want to know more. */
  void verbose(String line);

  /** A failure that ends nothing. */
  void failure(Failure failure);

  /** Something takes its time, until that is closed. */
  Waiting waiting(String what);

  /** A wait that may be shown. */
  interface Waiting extends AutoCloseable {
    /** Nobody is told. */
    Waiting NOT_SHOWN =
        new Waiting() {
          @Override
          public void over() {}

          @Override
          public void close() {}
        };

    /** What was waited for is here. */
    void over();

    @Override
    void close();
  }
}
