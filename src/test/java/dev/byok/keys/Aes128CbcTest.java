package dev.byok.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.Random;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class Aes128CbcTest {
  @Test
  void decryptsWhatTheJdkEncryptsAtEveryLength() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] key = bytes(random, 16);
      byte[] iv = bytes(random, 16);
      byte[] plain = bytes(random, round % 200);
      assertArrayEquals(plain, Aes128Cbc.decrypt(key, iv, jdk(key, iv, plain)));
    }
  }

  @Test
  void decryptsTheFirstBlockOfThePublishedExample() throws Exception {
    // FIPS 197, appendix B: one block, checked through a last block that is all padding.
    HexFormat hex = HexFormat.of();
    byte[] key = hex.parseHex("2b7e151628aed2a6abf7158809cf4f3c");
    byte[] plain = hex.parseHex("3243f6a8885a308d313198a2e0370734");
    byte[] encrypted = jdk(key, new byte[16], plain);
    assertArrayEquals(
        hex.parseHex("3925841d02dc09fbdc118597196a0b32"), java.util.Arrays.copyOf(encrypted, 16));
    assertArrayEquals(plain, Aes128Cbc.decrypt(key, new byte[16], encrypted));
  }

  @Test
  void refusesWrongLengthsAndWrongPadding() throws Exception {
    byte[] key = new byte[16];
    byte[] good = jdk(key, key, new byte[20]);
    for (int length : new int[] {0, 1, 15, 17, 31}) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThrows(BadPaddingException.class, () -> Aes128Cbc.decrypt(key, key, cut));
    }
    assertThrows(BadPaddingException.class, () -> Aes128Cbc.decrypt(key, new byte[8], good));
    assertThrows(
        BadPaddingException.class,
        () -> Aes128Cbc.decrypt(key, key, java.util.Arrays.copyOf(good, 16)));
  }

  private static byte[] jdk(byte[] key, byte[] iv, byte[] plain) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(plain);
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
