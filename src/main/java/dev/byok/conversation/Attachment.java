package dev.byok.conversation;

import java.util.Base64;
import java.util.Locale;

/** A file that goes with a message, as its bytes. */
public final class Attachment {
  private final String name;
  private final Type type;
  private final byte[] bytes;

  /**
   * @param name the file's own name, without its folders
   * @param bytes not copied; nobody may change them afterwards
   */
  public Attachment(String name, Type type, byte[] bytes) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }

  /** The kinds of files that models read. */
  public enum Type {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp"),
    PDF("application/pdf");

    private final String mediaType;

    Type(String mediaType) {
      this.mediaType = mediaType;
    }

    /** Such as {@code image/png}. */
    public String mediaType() {
      return mediaType;
    }

    /** Such as {@code png}. */
    public String format() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isImage() {
      return this != PDF;
    }
  }

  public String name() {
    return name;
  }

  public Type type() {
    return type;
  }

  /** The file's own bytes, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** {@code data:image/png;base64,…}. */
  public String dataUrl() {
    return "data:" + type.mediaType() + ";base64," + base64();
  }

  /** The name alone: the content may be private. */
  @Override
  public String toString() {
    return name;
  }
}
