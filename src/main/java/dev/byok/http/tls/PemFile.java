package dev.byok.http.tls;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The certificates of a PEM bundle, as DER; text between them is passed over. */
final class PemFile {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final long MOST_BYTES = 16L << 20;

  private PemFile() {}

  /**
   * Reads the whole bundle.
   *
   * @param source what names the file, such as {@code SSL_CERT_FILE}
   * @throws Failure of kind {@code FILE}, naming the file
   */
  static List<byte[]> read(Path file, String source) {
    String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw malformed(file, source);
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw Failure.of(Kind.FILE, "cannot read the certificates in \"" + file + "\"")
          .hint(source + " names this file: correct it, or take it out")
          .causedBy(unreadable);
    }
    List<byte[]> certificates = new ArrayList<>();
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
      int end = text.indexOf(END, begin);
      if (end < 0) {
        throw malformed(file, source);
      }
      certificates.add(decoded(text.substring(begin + BEGIN.length(), end), file, source));
    }
    if (certificates.isEmpty()) {
      throw malformed(file, source);
    }
    return certificates;
  }

  private static byte[] decoded(String base64, Path file, String source) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      Der.subject(der);
      return der;
    } catch (IllegalArgumentException | CertificateException broken) {
      throw malformed(file, source).causedBy(broken);
    }
  }

  private static Failure malformed(Path file, String source) {
    return Failure.of(Kind.FILE, "no PEM certificates in \"" + file + "\"")
        .hint(source + " names this file: it must hold one or more BEGIN CERTIFICATE blocks");
  }
}
