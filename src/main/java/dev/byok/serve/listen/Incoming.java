package dev.byok.serve.listen;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose head was read and found valid. Its body is read when it is asked for. */
public interface Incoming {
  /** A header field as it came, without the spaces around its value. */
  record Field(String name, String value) {
    /** Leaves out the value, which may be a credential. */
    @Override
    public String toString() {
      return name + ": …";
    }
  }

  /** The method as sent, such as {@code POST}. */
  String method();

  /** The target as sent: it begins with a slash, or is {@code *} for {@code OPTIONS}. */
  String target();

  /** All fields, in order. */
  List<Field> fields();

  /** The value of the first field with this name in any case, or null. */
  @Nullable String first(String name);

  /** The values of all fields with this name in any case, in order. */
  List<String> all(String name);

  /** Whether the client asks to go on with this protocol, in any case, whatever its version. */
  boolean isUpgradeTo(String protocol);

  /**
   * Reads the whole body; once it was read, returns it again. A client that waits for leave to send
   * it gets that first.
   *
   * @param most bytes, if that is less than the listener's own limit
   * @throws TooLargeException if the body is longer; of one that says so, nothing is read
   * @throws RequestException if it is malformed, comes too slowly, or has to wait too long for its
   *     turn
   */
  byte[] body(int most) throws IOException;
}
