package dev.byok.keys;

import java.util.Arrays;
import javax.crypto.BadPaddingException;

/**
 * Decrypts AES-128-CBC with PKCS #7 padding (FIPS 197, SP 800-38A). Written out because the first
 * use of {@code javax.crypto} costs a cold JVM 15 to 25 ms, more than all the rest of reading a
 * key; only what the Secret Service sends over a local socket passes through here. The test holds
 * it to the JDK's own.
 */
final class Aes128Cbc {
  private static final int BLOCK = 16;
  private static final int ROUNDS = 10;
  private static final int[] SUBSTITUTE = substitution();
  private static final int[] RESTORE = inverse(SUBSTITUTE);
  private static final int[] TIMES_9 = times(9);
  private static final int[] TIMES_11 = times(11);
  private static final int[] TIMES_13 = times(13);
  private static final int[] TIMES_14 = times(14);

  private final int[] schedule = new int[BLOCK * (ROUNDS + 1)];

  private Aes128Cbc(byte[] key) {
    for (int i = 0; i < BLOCK; i++) {
      schedule[i] = key[i] & 0xff;
    }
    int constant = 1;
    for (int i = BLOCK; i < schedule.length; i += 4) {
      boolean first = i % BLOCK == 0;
      for (int j = 0; j < 4; j++) {
        int previous = first ? SUBSTITUTE[schedule[i - 4 + (j + 1) % 4]] : schedule[i - 4 + j];
        schedule[i + j] = schedule[i - BLOCK + j] ^ previous;
      }
      if (first) {
        schedule[i] ^= constant;
        constant = twice(constant);
      }
    }
  }

  /** The plain bytes; key and IV are 16 bytes each. */
  static byte[] decrypt(byte[] key, byte[] iv, byte[] encrypted) throws BadPaddingException {
    if (key.length != BLOCK
        || iv.length != BLOCK
        || encrypted.length == 0
        || encrypted.length % BLOCK != 0) {
      throw new BadPaddingException("the length does not fit the cipher");
    }
    Aes128Cbc aes = new Aes128Cbc(key);
    byte[] plain = new byte[encrypted.length];
    for (int at = 0; at < encrypted.length; at += BLOCK) {
      int[] state = aes.block(encrypted, at);
      for (int i = 0; i < BLOCK; i++) {
        int before = at == 0 ? iv[i] : encrypted[at - BLOCK + i];
        plain[at + i] = (byte) (state[i] ^ before);
      }
    }
    int padding = plain[plain.length - 1];
    boolean good = padding >= 1 && padding <= BLOCK;
    for (int i = 1; good && i <= padding; i++) {
      good = plain[plain.length - i] == padding;
    }
    if (!good) {
      throw new BadPaddingException("the padding is wrong");
    }
    return Arrays.copyOf(plain, plain.length - padding);
  }

  private int[] block(byte[] from, int at) {
    int[] state = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      state[i] = (from[at + i] & 0xff) ^ schedule[BLOCK * ROUNDS + i];
    }
    for (int round = ROUNDS - 1; round >= 0; round--) {
      int[] next = new int[BLOCK];
      for (int i = 0; i < BLOCK; i++) {
        // Row r = i % 4 was moved r columns to the left.
        next[i] = RESTORE[state[(i + BLOCK - 4 * (i % 4)) % BLOCK]] ^ schedule[BLOCK * round + i];
      }
      state = round == 0 ? next : unmixed(next);
    }
    return state;
  }

  private static int[] unmixed(int[] state) {
    int[] columns = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int column = i & -4;
      columns[i] =
          TIMES_14[state[i]]
              ^ TIMES_11[state[column + (i + 1) % 4]]
              ^ TIMES_13[state[column + (i + 2) % 4]]
              ^ TIMES_9[state[column + (i + 3) % 4]];
    }
    return columns;
  }

  /** The S-box: inverse in GF(2^8), found by counting up powers of 3, then the affine map. */
  private static int[] substitution() {
    int[] box = new int[256];
    int power = 1;
    int inverse = 1;
    do {
      power ^= twice(power);
      inverse ^= inverse << 1;
      inverse ^= inverse << 2;
      inverse ^= inverse << 4;
      inverse &= 0xff;
      inverse ^= (inverse & 0x80) == 0 ? 0 : 9;
      int spread = inverse * 0x101;
      box[power] = (inverse ^ spread >> 7 ^ spread >> 6 ^ spread >> 5 ^ spread >> 4 ^ 0x63) & 0xff;
    } while (power != 1);
    box[0] = 0x63;
    return box;
  }

  private static int[] inverse(int[] box) {
    int[] inverse = new int[256];
    for (int i = 0; i < 256; i++) {
      inverse[box[i]] = i;
    }
    return inverse;
  }

  private static int[] times(int factor) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int multiple = i;
      for (int bits = factor; bits != 0; bits >>= 1) {
        table[i] ^= (bits & 1) == 0 ? 0 : multiple;
        multiple = twice(multiple);
      }
    }
    return table;
  }

  private static int twice(int value) {
    return (value << 1 ^ ((value & 0x80) == 0 ? 0 : 0x1b)) & 0xff;
  }
}
