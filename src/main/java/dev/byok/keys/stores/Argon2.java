package dev.byok.keys.stores;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The parameters of Argon2id (RFC 9106), which derives keys from a passphrase.
 *
 * @param memory in KiB
 * @param passes over the memory
 */
record Argon2(int memory, int passes, int lanes) {
  /** The first choice of OWASP's password storage cheat sheet; takes about 0.15 s. */
  static final Argon2 CHOSEN = new Argon2(47_104, 1, 1);

  static final int SIZE = 12;

  private static final int MOST_MEMORY = 256 * 1024;
  private static final int MOST_PASSES = 16;
  private static final int MOST_LANES = 8;

  /** Whether the parameters are within bounds: a forged file must not use up memory or time. */
  boolean acceptable() {
    return lanes >= 1
        && lanes <= MOST_LANES
        && passes >= 1
        && passes <= MOST_PASSES
        && memory >= 8 * lanes
        && memory <= MOST_MEMORY;
  }

  static Argon2 read(ByteBuffer from) {
    return new Argon2(from.getInt(), from.getInt(), from.getInt());
  }

  void write(ByteBuffer to) {
    to.putInt(memory).putInt(passes).putInt(lanes);
  }

  Keys derive(byte[] passphrase, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] master = new byte[32];
    generator.generateBytes(passphrase, master);
    return new Keys(part(master, "encryption"), Arrays.copyOf(part(master, "check"), Keys.CHECK));
  }

  private static byte[] part(byte[] master, String purpose) {
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(master));
    byte[] words = purpose.getBytes(StandardCharsets.US_ASCII);
    hmac.update(words, 0, words.length);
    byte[] part = new byte[hmac.getMacSize()];
    hmac.doFinal(part, 0);
    return part;
  }

  /** The AES key, and a check value that reveals a wrong passphrase without using the key. */
  static final class Keys {
    static final int CHECK = 16;

    private final byte[] encryption;
    private final byte[] check;

    private Keys(byte[] encryption, byte[] check) {
      this.encryption = encryption;
      this.check = check;
    }

    byte[] encryption() {
      return encryption.clone();
    }

    byte[] check() {
      return check.clone();
    }
  }
}
