package dev.byok.keys.stores;

import dev.byok.secrets.Secret;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The encryption between byok and the Secret Service, which hides the secret from anyone who
 * watches the bus: Diffie-Hellman in the 1024-bit group of RFC 2409, HKDF with SHA-256,
 * AES-128-CBC. Bouncy Castle's classes are used without the runtime's providers, which take three
 * times as long to load, and which no other part of a prompt with a key from the keychain needs.
 */
final class SecretSession {
  static final String ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
          16);

  private static final int PRIME_BYTES = 128;

  /**
   * Twice the 80 bits of strength that a group of 1024 bits has (RFC 3526, section 8). More would
   * take longer and add nothing.
   */
  private static final int EXPONENT_BYTES = 20;

  private static final int KEY_BYTES = 16;
  private static final int BLOCK_BYTES = 16;

  private final BigInteger exponent;
  private final byte[] publicKey;
  private final HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
  private final PaddedBufferedBlockCipher cipher =
      new PaddedBufferedBlockCipher(
          CBCBlockCipher.newInstance(AESEngine.newInstance()), new PKCS7Padding());
  private final byte[] key = new byte[KEY_BYTES];

  private SecretSession() throws IOException {
    byte[] random = random();
    this.exponent = new BigInteger(1, random).setBit(8 * EXPONENT_BYTES - 1);
    this.publicKey = padded(BigInteger.TWO.modPow(exponent, PRIME));
  }

  /**
   * Starts making a session on another thread. In a cold JVM that takes about as long as connecting
   * to the bus, so the two run in parallel.
   */
  static Future<SecretSession> prepare() {
    FutureTask<SecretSession> task =
        new FutureTask<>(
            new Callable<>() {
              @Override
              public SecretSession call() throws IOException {
                return new SecretSession();
              }
            });
    Thread thread = new Thread(task, "byok-session");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  /** Takes the other side's public key; refuses one that would make the shared key known. */
  void meet(byte[] otherPublicKey) {
    BigInteger other = new BigInteger(1, otherPublicKey);
    if (other.compareTo(BigInteger.ONE) <= 0
        || other.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
      throw KeychainFailures.broken("it offers an unusable key for the encrypted session");
    }
    byte[] shared = padded(other.modPow(exponent, PRIME));
    hkdf.init(new HKDFParameters(shared, null, null));
    hkdf.generateBytes(key, 0, KEY_BYTES);
  }

  Secret decrypt(byte[] iv, byte[] encrypted) {
    byte[] plain = new byte[encrypted.length + BLOCK_BYTES];
    try {
      cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
      int length = cipher.processBytes(encrypted, 0, encrypted.length, plain, 0);
      length += cipher.doFinal(plain, length);
      return Secret.of(new String(plain, 0, length, StandardCharsets.UTF_8));
    } catch (InvalidCipherTextException | DataLengthException | IllegalArgumentException garbled) {
      throw KeychainFailures.broken("what it sent cannot be decrypted").causedBy(garbled);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Reads from the kernel directly. A SecureRandom loads the providers: 10 ms of a cold JVM. */
  private static byte[] random() throws IOException {
    try (InputStream kernel = new FileInputStream("/dev/urandom")) {
      byte[] random = kernel.readNBytes(EXPONENT_BYTES);
      if (random.length < EXPONENT_BYTES) {
        throw new EOFException("the kernel gave no random bytes");
      }
      return random;
    }
  }

  /** Pads a number to the prime's length, since the other side hashes leading zeros too. */
  private static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[PRIME_BYTES];
    int count = Math.min(bytes.length, PRIME_BYTES);
    System.arraycopy(bytes, bytes.length - count, padded, PRIME_BYTES - count, count);
    return padded;
  }
}
