package dev.byok.cli.ask;

import dev.byok.cli.line.Tools;
import dev.byok.conversation.Attachment;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a prompt: text, images and PDFs, recognized by their content. */
public final class PromptFiles {
  static final int LARGEST_TEXT = 32 * 1024 * 1024;

  /** The most that the strictest provider takes in one request, before encoding. */
  private static final int LARGEST_ATTACHED = 20 * 1024 * 1024;

  private final List<String> texts = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private long attached;

  public static PromptFiles read(List<String> names) {
    PromptFiles files = new PromptFiles();
    for (String name : names) {
      files.add(name);
    }
    return files;
  }

  /** The text files, each with a fence and a name. */
  public List<String> texts() {
    return texts;
  }

  public List<Attachment> attachments() {
    return attachments;
  }

  private void add(String name) {
    byte[] bytes = bytes(name);
    Attachment.Type type = AttachmentTypes.of(bytes);
    if (type == null) {
      texts.add(fenced(name, fileText(bytes, name)));
      return;
    }
    attached += bytes.length;
    if (attached > LARGEST_ATTACHED) {
      throw Failure.of(Kind.USAGE, quoted(name) + " brings images and PDFs to more than 20 MiB")
          .hint("send fewer or smaller files; nothing was sent");
    }
    attachments.add(new Attachment(fileName(name), type, bytes));
  }

  /** Reads a file, up to the size that a prompt may have. */
  static byte[] bytes(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw Failure.of(Kind.FILE, quoted(name) + " is a folder").hint("name a file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return bounded(in, quoted(name));
      }
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, quoted(name) + " cannot be read: " + Causes.of(broken))
          .hint("check the file's name and permissions; nothing was sent")
          .causedBy(broken);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, quoted(name) + " is not a file name")
          .hint("check the file's name; nothing was sent")
          .causedBy(noPath);
    }
  }

  /**
   * @param hint for an input that cannot be read
   */
  static byte[] input(Tools tools, String hint) {
    try (var _ = tools.messages().waiting("reading standard input")) {
      return bounded(tools.in(), "standard input");
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "standard input cannot be read: " + Causes.of(broken))
          .hint(hint)
          .causedBy(broken);
    }
  }

  private static byte[] bounded(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
    if (bytes.length > LARGEST_TEXT) {
      throw Failure.of(Kind.USAGE, what + " is longer than 32 MiB").hint("send less");
    }
    return bytes;
  }

  /** Decodes the bytes as UTF-8 and drops a byte order mark. Fails if they are not UTF-8 text. */
  static String text(byte[] bytes, String what, String hint) {
    String text = decoded(bytes);
    if (text == null) {
      throw Failure.of(Kind.USAGE, what + " is not UTF-8 text").hint(hint);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Decodes the bytes as UTF-8. Returns null if they are not UTF-8 or contain NUL. */
  static @Nullable String decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? text : null;
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  private static String fileText(byte[] bytes, String name) {
    return text(bytes, quoted(name), "byok can send UTF-8 text, PNG, JPEG, GIF, WebP and PDF");
  }

  private static String fileName(String name) {
    Path file = Path.of(name).getFileName();
    return file == null ? name : file.toString();
  }

  private static String quoted(String name) {
    return UserWord.quoted(name);
  }

  /** Encloses the content in a fence longer than any run of backticks in it. */
  private static String fenced(String name, String content) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < content.length(); i++) {
      run = content.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String body = content.endsWith("\n") ? content : content + "\n";
    return fileName(name) + "\n" + fence + "\n" + body + fence;
  }
}
