package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.http.tls.UntrustedException.Reason;

/** Turns an untrusted certificate into a message for the user. */
final class CertificateFailures {
  private static final String NOT_SENT = "; nothing was sent";

  private CertificateFailures() {}

  static Failure of(Reason reason, String host) {
    return NetworkFailures.unavailable(text(reason, host) + NOT_SENT).hint(hint(reason));
  }

  private static String text(Reason reason, String host) {
    return switch (reason) {
      case WRONG_HOST -> "the certificate of " + host + " is for another host";
      case EXPIRED -> "a certificate of " + host + " has expired";
      case NOT_YET_VALID -> "a certificate of " + host + " is not valid yet";
      case SELF_SIGNED -> "the certificate of " + host + " is self-signed";
      case UNKNOWN_ISSUER -> "the certificate of " + host + " comes from an unknown issuer";
      case NOT_AN_AUTHORITY ->
          "the certificate of " + host + " was issued by one that may not issue it";
      case FORBIDDEN_NAME ->
          "the certificate of " + host + " has a name that its issuer may not give";
      case WRONG_PURPOSE -> "the certificate of " + host + " is not meant for a server";
      case WEAK -> "a certificate of " + host + " is signed in a way that is no longer safe";
      case WEAK_KEY -> "a certificate of " + host + " has a key that is too weak";
      case ROOT_OUT_OF_DATE ->
          "the root certificate of " + host + " has expired, or is not valid yet";
      case UNKNOWN_EXTENSION ->
          "a certificate of " + host + " has a critical extension that byok does not know";
      case MALFORMED -> "the certificate of " + host + " is malformed";
    };
  }

  private static String hint(Reason reason) {
    return switch (reason) {
      case WRONG_HOST -> "check the host's name; something else may be answering in its place";
      case EXPIRED, NOT_YET_VALID -> "check this machine's clock; else the server's owner must act";
      case SELF_SIGNED, UNKNOWN_ISSUER ->
          "if it is your own or your company's, name its root in SSL_CERT_FILE or tls.ca_file";
      case ROOT_OUT_OF_DATE ->
          "check this machine's clock; else replace the root in SSL_CERT_FILE or tls.ca_file";
      case NOT_AN_AUTHORITY,
          FORBIDDEN_NAME,
          WRONG_PURPOSE,
          WEAK,
          WEAK_KEY,
          UNKNOWN_EXTENSION,
          MALFORMED ->
          "the server's owner must replace it; something else may be answering in its place";
    };
  }
}
