package dev.byok.keys.stores;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The format of the encrypted file. Its parts, in this order and big-endian:
 *
 * <pre>
 * 8   "byokkeys"
 * 4   format: 2 derives keys from the bytes of the passphrase, 1 from its text
 * 12  Argon2id: memory in KiB, passes, lanes
 * 16  salt
 * 12  nonce
 * 16  check value of the passphrase
 * n   content, encrypted by AES-256-GCM, with a tag that also authenticates all of the above
 * 32  SHA-256 of all of the above, which distinguishes damage from a wrong passphrase
 * </pre>
 */
final class SealedFile {
  /** Room for thousands of keys; a larger file is not read. */
  static final int LARGEST = 8 * 1024 * 1024;

  private static final byte[] MAGIC = {'b', 'y', 'o', 'k', 'k', 'e', 'y', 's'};
  private static final int FORMAT = 2;
  private static final int FORMAT_OF_TEXT = 1;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int DIGEST = 32;
  private static final int HEADER =
      MAGIC.length + 4 + Argon2.SIZE + SALT + NONCE + Argon2.Keys.CHECK;

  private SealedFile() {}

  /** Encrypts with a salt and a nonce that were never used before. */
  static byte[] seal(byte[] content, PassphraseBytes passphrase) {
    byte[] salt = random(SALT);
    byte[] nonce = random(NONCE);
    Argon2.Keys keys = Argon2.CHOSEN.derive(passphrase.bytes(), salt);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(FORMAT);
    Argon2.CHOSEN.write(header);
    header.put(salt).put(nonce).put(keys.check());
    byte[] encrypted;
    try {
      encrypted = cipher(Cipher.ENCRYPT_MODE, keys, nonce, header.array()).doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES-GCM", impossible);
    }
    ByteBuffer file = ByteBuffer.allocate(HEADER + encrypted.length + DIGEST);
    file.put(header.array()).put(encrypted);
    file.put(sha256(file.array(), file.position()));
    return file.array();
  }

  /** Decrypts a file in this format or the older one. */
  static byte[] open(byte[] file, PassphraseBytes passphrase)
      throws DamagedFileException, WrongPassphraseException {
    int body = file.length - DIGEST;
    if (body < HEADER + TAG
        || !MessageDigest.isEqual(
            sha256(file, body), Arrays.copyOfRange(file, body, file.length))) {
      throw new DamagedFileException("its checksum does not fit");
    }
    ByteBuffer in = ByteBuffer.wrap(file, 0, body);
    if (!Arrays.equals(take(in, MAGIC.length), MAGIC)) {
      throw new DamagedFileException("it is not a file of byok's");
    }
    int format = in.getInt();
    if (format != FORMAT && format != FORMAT_OF_TEXT) {
      throw new DamagedFileException("its format is one that this version does not know");
    }
    Argon2 argon2 = Argon2.read(in);
    if (!argon2.acceptable()) {
      throw new DamagedFileException("it asks for more memory or time than byok ever uses");
    }
    byte[] salt = take(in, SALT);
    byte[] nonce = take(in, NONCE);
    byte[] check = take(in, Argon2.Keys.CHECK);
    Argon2.Keys keys =
        argon2.derive(format == FORMAT ? passphrase.bytes() : passphrase.bytesOfText(), salt);
    if (!MessageDigest.isEqual(check, keys.check())) {
      throw new WrongPassphraseException();
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, keys, nonce, Arrays.copyOf(file, HEADER))
          .doFinal(file, HEADER, body - HEADER);
    } catch (GeneralSecurityException forged) {
      throw new DamagedFileException("its content was changed");
    }
  }

  private static Cipher cipher(int mode, Argon2.Keys keys, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(keys.encryption(), "AES"), new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(header);
    return cipher;
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static byte[] take(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** The file is not as it was written. The message says how it differs. */
  static final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String way) {
      super(way);
    }
  }

  /** The file is intact but was sealed with another passphrase. */
  static final class WrongPassphraseException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
