package dev.byok.http;

import dev.byok.secrets.Secret;

/**
 * One header of a request. A secret value is opened only when the transport writes it to the wire.
 */
public sealed interface Header {
  String name();

  /** The value in a form that lists, logs and dry runs may show. */
  String shown();

  /** A header that anyone may see. */
  record Plain(String name, String value) implements Header {
    @Override
    public String shown() {
      return value;
    }
  }

  /**
   * A header whose value is {@code prefix} followed by a secret, such as {@code Bearer } and a key.
   */
  record Credential(String name, String prefix, Secret secret) implements Header {
    @Override
    public String shown() {
      return prefix + secret.mask();
    }
  }
}
