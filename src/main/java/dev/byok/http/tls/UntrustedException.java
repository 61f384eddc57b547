package dev.byok.http.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Thrown when a server's certificate is not trusted. */
public final class UntrustedException extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** Why a chain is refused. */
  public enum Reason {
    WRONG_HOST,
    EXPIRED,
    NOT_YET_VALID,
    SELF_SIGNED,
    UNKNOWN_ISSUER,
    NOT_AN_AUTHORITY,
    FORBIDDEN_NAME,
    WRONG_PURPOSE,
    WEAK,
    WEAK_KEY,
    ROOT_OUT_OF_DATE,
    UNKNOWN_EXTENSION,
    MALFORMED
  }

  private final Reason reason;

  UntrustedException(Reason reason, @Nullable Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
