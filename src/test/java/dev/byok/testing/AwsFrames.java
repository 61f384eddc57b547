package dev.byok.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes frames of AWS's event streams from the description of the format: total length, length of
 * the headers, checksum of these two, headers, payload, checksum of everything.
 */
public final class AwsFrames {
  private static final int[] CRC = table();

  private AwsFrames() {}

  /** Returns an event with a JSON payload. */
  public static byte[] event(String type, String json) {
    return frame(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
        json);
  }

  /** Returns a failure that Bedrock reports inside a stream. */
  public static byte[] exception(String type, String json) {
    return frame(
        Map.of(
            ":message-type",
            "exception",
            ":exception-type",
            type,
            ":content-type",
            "application/json"),
        json);
  }

  /** Returns a frame with text headers and a payload. */
  public static byte[] frame(Map<String, String> headers, String payload) {
    try {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(head);
      for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
        byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
        out.writeByte(name.length);
        out.write(name);
        out.writeByte(7);
        out.writeShort(value.length);
        out.write(value);
      }
      byte[] body = payload.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      out = new DataOutputStream(frame);
      out.writeInt(16 + head.size() + body.length);
      out.writeInt(head.size());
      out.writeInt(crc(frame.toByteArray()));
      out.write(head.toByteArray());
      out.write(body);
      return sealed(frame.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Adds the last checksum to a frame that lacks it. */
  public static byte[] sealed(byte[] open) {
    return ByteBuffer.allocate(open.length + 4).put(open).putInt(crc(open)).array();
  }

  /** Returns all of these frames, one after the other. */
  public static byte[] joined(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  /** Computes zip's CRC-32: reflected polynomial 0xEDB88320, all bits set at start and end. */
  static int crc(byte[] bytes) {
    int crc = ~0;
    for (byte each : bytes) {
      crc = CRC[(crc ^ each) & 0xFF] ^ (crc >>> 8);
    }
    return ~crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ 0xEDB88320;
      }
      table[i] = value;
    }
    return table;
  }
}
