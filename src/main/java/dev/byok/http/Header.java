package dev.byok.http;

import dev.byok.secrets.Secret;

/**
 * One header of a request. A secret value stays closed until the transport writes it to the wire.
 */
public sealed interface Header {
  String name();

  /** The value as lists, logs and dry runs may show it. */
  String shown();

  /** A header that anyone may see. */
  record Plain(String name, String value) implements Header {
    @Override
    public String shown() {
      return value;
    }
  }

  /** A header whose value is {@code prefix} and a secret, such as {@code Bearer } and a key. */
  record Credential(String name, String prefix, Secret secret) implements Header {
    @Override
    public String shown() {
      return prefix + secret.mask();
    }
  }
}
