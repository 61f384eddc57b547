package dev.byok.cli;

import dev.byok.config.Causes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
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

/**
 * Puts a prompt together from arguments, files and standard input; all of it is UTF-8 text, taken
 * literally.
 */
final class PromptInput {
  private static final int LARGEST = 32 * 1024 * 1024;

  private final List<String> words;
  private final List<String> files;
  private final boolean readsInput;
  private final Services services;

  /**
   * @param words the prompt's arguments; {@code -} alone means standard input
   * @param readsInput whether what is piped in is a part of it
   */
  PromptInput(List<String> words, List<String> files, boolean readsInput, Services services) {
    this.words = words;
    this.files = files;
    this.readsInput = readsInput;
    this.services = services;
  }

  /** Whether all there can be comes from standard input. */
  boolean isInputAlone() {
    return files.isEmpty() && (words.isEmpty() || isDash());
  }

  /**
   * Files first, each fenced and named, then the words, then what was piped in; blank lines
   * between.
   */
  String assemble() {
    List<String> parts = new ArrayList<>();
    for (String file : files) {
      parts.add(fenced(file, readFile(file)));
    }
    if (!isDash()) {
      parts.add(String.join(" ", words));
    }
    if (isDash() || (readsInput && !services.terminal().in())) {
      parts.add(readInput(services));
    }
    parts.removeIf(String::isBlank);
    if (parts.isEmpty()) {
      throw Failure.of(Kind.USAGE, "there is nothing to send")
          .hint("give the prompt as arguments, or pipe it in: byok run \"Hello\"");
    }
    return String.join("\n\n", parts);
  }

  private boolean isDash() {
    return words.size() == 1 && words.get(0).equals("-");
  }

  private static String readInput(Services services) {
    try (var _ = services.messages().waiting("reading standard input")) {
      byte[] bytes = bounded(services.in(), "standard input");
      return withoutLastNewline(text(bytes, "standard input"));
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "standard input cannot be read: " + Causes.of(broken))
          .hint("--no-stdin leaves it alone")
          .causedBy(broken);
    }
  }

  private static String withoutLastNewline(String text) {
    int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
    return text.substring(0, text.length() - end);
  }

  private static String readFile(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw Failure.of(Kind.FILE, "\"" + name + "\" is a folder").hint("name a text file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return text(bounded(in, "\"" + name + "\""), "\"" + name + "\"");
      }
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "\"" + name + "\" cannot be read: " + Causes.of(broken))
          .hint("check the file's name and rights; nothing was sent")
          .causedBy(broken);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, "\"" + name + "\" is no file name")
          .hint("check the file's name; nothing was sent")
          .causedBy(noPath);
    }
  }

  private static byte[] bounded(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Failure.of(Kind.USAGE, what + " is longer than 32 MiB").hint("send less");
    }
    return bytes;
  }

  private static String text(byte[] bytes, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    } catch (CharacterCodingException notText) {
      throw notText(what).causedBy(notText);
    }
    throw notText(what);
  }

  private static Failure notText(String what) {
    return Failure.of(Kind.USAGE, what + " is not UTF-8 text")
        .hint("convert it, for example with: iconv -t UTF-8; nothing was sent");
  }

  /** A fence longer than any run of backticks inside, so that the content cannot end it. */
  private static String fenced(String name, String content) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < content.length(); i++) {
      run = content.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    Path file = Path.of(name).getFileName();
    String body = content.endsWith("\n") ? content : content + "\n";
    return (file == null ? name : file.toString()) + "\n" + fence + "\n" + body + fence;
  }
}
