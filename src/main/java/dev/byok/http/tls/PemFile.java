package dev.byok.http.tls;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A PEM bundle of roots that the user named. Only a regular file is opened, since a pipe can block
 * and a device can be endless. Text between the blocks is skipped. A broken certificate is reported
 * with its file and number; otherwise one broken root would look like a fault of every server.
 */
final class PemFile {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int MOST_MEBIBYTES = 16;
  private static final int MOST_BYTES = MOST_MEBIBYTES << 20;

  private final String file;
  private final String source;

  private PemFile(String file, String source) {
    this.file = file;
    this.source = source;
  }

  /**
   * @param source the setting that names the file, such as {@code SSL_CERT_FILE}
   * @throws Failure of kind {@code FILE} that names the file
   */
  static List<AddedRoot> read(String file, String source) {
    return new PemFile(file, source).roots();
  }

  /** The failure for a certificate that cannot be read, counted from one. */
  Failure broken(int number, String why) {
    return Failure.of(Kind.FILE, "certificate " + number + " in \"" + file + "\" is broken")
        .detail(why)
        .hint("take it out of the file, or " + withoutFile());
  }

  private List<AddedRoot> roots() {
    byte[] bytes = bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<AddedRoot> roots = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int number = roots.size() + 1;
      int start = begin + BEGIN.length();
      int end = text.indexOf(END, start);
      begin = text.indexOf(BEGIN, start);
      if (end < 0 || (begin >= 0 && begin < end)) {
        throw broken(number, "its END CERTIFICATE line is missing");
      }
      roots.add(AddedRoot.of(decoded(bytes, start, end, number), this, number));
    }
    if (roots.isEmpty()) {
      throw none(bytes, text);
    }
    return roots;
  }

  private byte[] bytes() {
    try {
      Path path = Path.of(file);
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw unreadable("it is a folder");
      }
      if (!attributes.isRegularFile()) {
        throw unreadable("it is not a regular file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw unreadable("it is larger than " + MOST_MEBIBYTES + " MiB");
        }
        return bytes;
      }
    } catch (NoSuchFileException absent) {
      throw unreadable("no such file").causedBy(absent);
    } catch (AccessDeniedException denied) {
      throw unreadable("permission denied").causedBy(denied);
    } catch (IOException | InvalidPathException failed) {
      throw unreadable("it cannot be opened or read").causedBy(failed);
    }
  }

  private byte[] decoded(byte[] text, int start, int end, int number) {
    byte[] base64 = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      if (text[i] != '\n' && text[i] != '\r' && text[i] != ' ' && text[i] != '\t') {
        base64[length++] = text[i];
      }
    }
    try {
      return Base64.getDecoder().decode(Arrays.copyOf(base64, length));
    } catch (IllegalArgumentException notBase64) {
      throw broken(number, "it is not valid Base64").causedBy(notBase64);
    }
  }

  private Failure none(byte[] bytes, String text) {
    Failure none = Failure.of(Kind.FILE, "no certificates in \"" + file + "\"");
    String expected = source + " must name a PEM file, with BEGIN CERTIFICATE lines";
    if (bytes.length == 0) {
      return none.detail("the file is empty").hint(expected);
    }
    if (Der.isSequence(bytes)) {
      return none.detail("it is in DER form, not in PEM")
          .hint("openssl x509 -inform der -in \"" + file + "\" -out root.pem");
    }
    if (text.contains("PRIVATE KEY-----")) {
      return none.detail("it holds a private key").hint(expected);
    }
    return none.hint(expected);
  }

  private Failure unreadable(String why) {
    return Failure.of(Kind.FILE, "cannot read the certificates in \"" + file + "\"")
        .detail(why)
        .hint("correct the path in " + source + ", or " + withoutFile());
  }

  private String withoutFile() {
    return source.equals(Roots.VARIABLE) ? "unset " + source : "byok config unset " + source;
  }
}
