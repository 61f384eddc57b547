package dev.byok.conversation;

import java.util.Base64;
import java.util.Locale;

/** A file attached to a message, with its content. */
public final class Attachment {
  private final String name;
  private final Type type;
  private final byte[] bytes;

  /**
   * @param name the file's name, without its folders
   * @param bytes not copied; must not be changed afterwards
   */
  public Attachment(String name, Type type, byte[] bytes) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }

  /** The types of files that models accept. */
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

  /** Returns the bytes without copying; they must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns {@code data:image/png;base64,…}. */
  public String dataUrl() {
    return "data:" + type.mediaType() + ";base64," + base64();
  }

  /** Returns only the name, since the content may be private. */
  @Override
  public String toString() {
    return name;
  }
}
