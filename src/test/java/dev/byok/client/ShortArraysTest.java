package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShortArraysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\":[{\"e\":[1,2]},{\"e\":[3]}],\"usage\":{\"a\":1}} | {\"data\":[],\"usage\":{\"a\":1}}",
        "{\"a\":\"[x\\\"]\",\"b\":[\"]\",\"\\\\\",\"[\"],\"c\":1} | {\"a\":\"[x\\\"]\",\"b\":[],\"c\":1}",
        "[1,[2]] | []",
        "{\"a\":[]} | {\"a\":[]}",
        "]{} | ]{}",
        "{\"世\":[\"界\"]} | {\"世\":[]}",
      })
  void elements_go_wherever_the_text_is_cut(String text, String expected) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= all.length; cut++) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      ShortArrays arrays = new ShortArrays();
      for (byte[] piece :
          new byte[][] {Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length)}) {
        arrays.feed(piece, piece.length);
        kept.write(arrays.bytes(), 0, arrays.length());
      }
      assertEquals(expected, kept.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_piece_of_numbers_leaves_nothing() {
    ShortArrays arrays = new ShortArrays();
    byte[] start = "{\"data\":[0.1,".getBytes(StandardCharsets.UTF_8);
    arrays.feed(start, start.length);
    byte[] numbers = "0.2,0.3,".repeat(1000).getBytes(StandardCharsets.UTF_8);
    arrays.feed(numbers, numbers.length);
    assertEquals(0, arrays.length());
  }
}
