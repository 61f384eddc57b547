package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.conversation.Attachment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttachmentTypesTest {
  private static final String REST = "1.4\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj<<>>endobj\n%%EOF\n";

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',PDF",
        "'\r\n',PDF",
        "'\u00ef\u00bb\u00bf\n',PDF",
        "'\u0000\u0001junk\u00ff\n',PDF",
        "'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n',PDF",
        "'From: mail@example.com\n\n',PDF",
      })
  void a_pdf_may_have_lines_before_its_mark(String before, Attachment.Type type) {
    assertEquals(type, AttachmentTypes.of(latin(before + "%PDF-" + REST)));
  }

  @ParameterizedTest
  @CsvSource({"1024, PDF", "1025,"})
  void its_mark_is_looked_for_in_the_first_kilobyte(int at, Attachment.Type type) {
    assertEquals(type, AttachmentTypes.of(latin("\u00ff".repeat(at - 1) + "\n%PDF-" + REST)));
  }

  @ParameterizedTest
  @CsvSource({"a text about %PDF-1.7 is none", "'x%PDF-'", "'#!%PDF-\n'", "%PD", "''"})
  void a_text_is_none(String text) {
    assertEquals(null, AttachmentTypes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "\u00ff\u00d8\u00ff\u00e0, JPEG",
    "GIF89a, GIF",
    "RIFF....WEBP, WEBP",
    "RIFF....WAVE,",
    "RIFF....WEB8,"
  })
  void images_are_known_by_their_first_bytes(String begins, Attachment.Type type) {
    assertEquals(type, AttachmentTypes.of(latin(begins + "\u00ff\u0000rest")));
  }

  @Test
  void an_archive_with_a_pdf_in_it_is_none() {
    assertEquals(null, AttachmentTypes.of(latin("PK\u0003\u0004\u00ff a.pdf%PDF-" + REST)));
    assertEquals(null, AttachmentTypes.of(latin("a.pdf" + "\u0000".repeat(507) + "%PDF-" + REST)));
    assertEquals(null, AttachmentTypes.of(latin("\u00fcber\n%PDF-1.4, a note without an end")));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
