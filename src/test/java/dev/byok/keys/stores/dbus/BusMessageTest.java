package dev.byok.keys.stores.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BusMessageTest {
  private static final byte[] CALL =
      BusMessage.call(
          5,
          new MethodCall(
              "a.b",
              "/c",
              "d.e",
              "Method",
              "aoay",
              new WireWriter().strings("/x", "/y").octets(new byte[] {1, 2, 3})));

  @Test
  void reads_what_it_wrote() throws Exception {
    BusMessage message = BusMessage.parse(CALL);
    assertEquals("Method", message.member());
    assertEquals("/c", message.path());
    assertEquals("aoay", message.signature());
    assertEquals(5, message.serial());
    assertEquals(List.of("/x", "/y"), message.body().strings());
  }

  @Test
  void refuses_a_message_that_is_cut_off_at_any_byte() {
    for (int length = 0; length < CALL.length; length++) {
      byte[] cut = Arrays.copyOf(CALL, length);
      assertThrows(MalformedMessageException.class, () -> BusMessage.parse(cut));
    }
  }

  @Test
  void refuses_a_large_message_by_its_prefix() {
    byte[] prefix = Arrays.copyOf(CALL, BusMessage.PREFIX);
    prefix[7] = 2;
    assertThrows(MalformedMessageException.class, () -> BusMessage.size(prefix));
    prefix[7] = -1;
    assertThrows(MalformedMessageException.class, () -> BusMessage.size(prefix));
  }

  @Test
  void any_bytes_are_read_or_refused() {
    Random random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = CALL.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      refused += readsOrRefuses(bytes, random.nextInt(7)) ? 0 : 1;
    }
    assertEquals(true, refused > 10_000 && refused < 200_000);
  }

  @Test
  void passes_over_header_fields_of_every_type() throws Exception {
    for (String type :
        List.of("y", "n", "q", "b", "i", "u", "x", "t", "d", "(yu)", "a{sv}", "a(yy)", "v")) {
      WireWriter out = new WireWriter();
      out.octet('l').octet(2).octet(0).octet(1).uint32(0).uint32(1);
      int fields = out.beginArray(8);
      out.align(8).octet(99).signature(type);
      value(out, type);
      out.align(8).octet(5).signature("u").uint32(77);
      out.endArray(fields, 8).align(8);
      assertEquals(77, BusMessage.parse(out.toBytes()).replySerial(), type);
    }
  }

  private static void value(WireWriter out, String type) {
    switch (type) {
      case "y" -> out.octet(1);
      case "n", "q" -> out.align(2).octet(1).octet(1);
      case "b", "i", "u" -> out.uint32(1);
      case "x", "t", "d" -> out.align(8).uint32(1).uint32(1);
      case "(yu)" -> out.align(8).octet(1).uint32(1);
      case "a{sv}" -> {
        int start = out.beginArray(8);
        out.align(8).string("k").signature("s").string("v").endArray(start, 8);
      }
      case "a(yy)" -> out.endArray(out.beginArray(8), 8);
      default -> out.signature("s").string("inner");
    }
  }

  private static boolean readsOrRefuses(byte[] bytes, int shape) {
    try {
      WireReader body = BusMessage.parse(bytes).body();
      switch (shape) {
        case 0 -> body.strings();
        case 1 -> body.octets();
        case 2 -> body.string();
        case 3 -> body.variant("ay");
        case 4 -> body.skipVariant();
        case 5 -> body.signature();
        default -> body.uint32();
      }
      return true;
    } catch (MalformedMessageException refused) {
      return false;
    }
  }
}
