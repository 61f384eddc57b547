package dev.byok.testing.strict;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Sample files to attach. */
final class Samples {
  /** The schema that {@link Script#FITTING} fits. */
  static final String SCHEMA =
      """
      {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
        "required": ["city", "people"],
        "additionalProperties": false
      }
      """;

  private Samples() {}

  /** Returns a picture of 2 by 3 gray pixels. */
  static byte[] png() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(file, "IHDR", new byte[] {0, 0, 0, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0});
    ByteArrayOutputStream points = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(points)) {
      deflated.write(new byte[] {0, 10, 20, 0, 30, 40, 0, 50, 60});
    }
    chunk(file, "IDAT", points.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /** Returns a document of one empty page. */
  static byte[] pdf() {
    return """
    %PDF-1.4
    1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
    2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
    3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj
    trailer << /Root 1 0 R /Size 4 >>
    %%EOF
    """
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] content)
      throws IOException {
    DataOutputStream out = new DataOutputStream(file);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }
}
