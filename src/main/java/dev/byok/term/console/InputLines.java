package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads standard input line by line, as UTF-8. It never waits for more than the requested line, so
 * a program at the other end of the pipe can wait for an answer before it writes the next line.
 */
final class InputLines {
  /** The same limit as for a prompt from a pipe. */
  private static final int LONGEST = 32 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int end;
  private int number;

  InputLines(InputStream in) {
    this.in = in;
  }

  /** Returns the next line without its line break, or null when there is none. */
  @Nullable String next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    for (int next = read(); next != '\n'; next = read()) {
      if (next < 0) {
        return line.size() == 0 ? null : text(line.toByteArray());
      }
      if (next == 0) {
        throw refused("holds a NUL", "only text can be sent; files go with /file");
      }
      if (line.size() == LONGEST) {
        throw refused(
            "is longer than " + LONGEST / 1024 / 1024 + " MiB", "send less of it at a time");
      }
      line.write(next);
    }
    return text(line.toByteArray());
  }

  private String text(byte[] bytes) {
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException other) {
      throw refused("is not UTF-8 text", "convert it, for example with: iconv -f LATIN1 -t UTF-8")
          .causedBy(other);
    }
  }

  private Failure refused(String why, String hint) {
    return Failure.of(Kind.USAGE, "line " + number + " of standard input " + why).hint(hint);
  }

  private int read() {
    if (position == end) {
      try {
        end = in.read(buffer);
        position = 0;
      } catch (IOException broken) {
        throw Failure.of(Kind.FILE, "standard input cannot be read: " + Causes.of(broken))
            .causedBy(broken);
      }
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return buffer[position++] & 0xFF;
  }
}
