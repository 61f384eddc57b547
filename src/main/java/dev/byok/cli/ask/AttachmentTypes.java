package dev.byok.cli.ask;

import dev.byok.conversation.Attachment;
import org.jspecify.annotations.Nullable;

/** Recognizes images and PDFs by their content, whatever their names say. */
final class AttachmentTypes {
  /**
   * How far into a file PDF readers look for the mark: mail programs and servers put lines first.
   */
  private static final int FARTHEST_MARK = 1024;

  private static final String PDF = "%PDF-";

  private AttachmentTypes() {}

  /** Returns the type, or null for any other content. */
  static Attachment.@Nullable Type of(byte[] bytes) {
    if (isAt(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Attachment.Type.PNG;
    }
    if (isAt(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Attachment.Type.JPEG;
    }
    if (isAt(bytes, 0, "GIF87a") || isAt(bytes, 0, "GIF89a")) {
      return Attachment.Type.GIF;
    }
    if (isAt(bytes, 0, "RIFF") && isAt(bytes, 8, "WEBP")) {
      return Attachment.Type.WEBP;
    }
    return isPdf(bytes) ? Attachment.Type.PDF : null;
  }

  /**
   * Whether the content is a PDF. A text that mentions the mark, as this source file does, is not.
   */
  private static boolean isPdf(byte[] bytes) {
    boolean blank = true;
    for (int at = 0; at <= FARTHEST_MARK && at < bytes.length; at++) {
      if (isAt(bytes, at, PDF)) {
        return blank
            || (beginsLine(bytes, at) && hasEnd(bytes) && PromptFiles.decoded(bytes) == null);
      }
      blank &= bytes[at] <= ' ' && (bytes[at] >= 0 || isOfByteOrderMark(bytes, at));
    }
    return false;
  }

  /** Whether the mark begins a line. In an archive that contains a PDF it does not. */
  private static boolean beginsLine(byte[] bytes, int at) {
    return bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
  }

  private static boolean hasEnd(byte[] bytes) {
    for (int at = bytes.length - 1; at >= 0 && at >= bytes.length - FARTHEST_MARK; at--) {
      if (isAt(bytes, at, "%%EOF")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfByteOrderMark(byte[] bytes, int at) {
    return at < 3 && isAt(bytes, 0, "\u00ef\u00bb\u00bf");
  }

  private static boolean isAt(byte[] bytes, int at, String latin) {
    for (int i = 0; i < latin.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != (byte) latin.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
