package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BoundedInputTest {
  @Test
  void reads_up_to_the_limit_inclusive() throws IOException {
    assertEquals(10, bounded(10).readAllBytes().length);
    assertEquals(10, bounded(11).readAllBytes().length);
    BoundedInput singly = bounded(10);
    for (int i = 0; i < 10; i++) {
      assertEquals(0, singly.read());
    }
    assertEquals(-1, singly.read());
  }

  @Test
  void says_so_when_the_limit_is_passed() {
    assertThrows(IOException.class, () -> bounded(9).readAllBytes());
    assertThrows(IOException.class, () -> bounded(9).skip(10));
    assertThrows(
        IOException.class,
        () -> {
          BoundedInput in = bounded(0);
          in.read();
        });
  }

  private static BoundedInput bounded(long limit) {
    return new BoundedInput(new ByteArrayInputStream(new byte[10]), limit);
  }
}
